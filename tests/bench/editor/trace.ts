import type { Browser, Page } from 'playwright-core';

/**
 * Script, as Chromium's own trace tells it: the outermost pieces of work on the page's main thread, in time of that
 * thread on a processor. Waiting for the GPU's process, which draws in software here, and for other programs, is not
 * in it; encoding the commands is.
 */

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly dur?: number;
  readonly tdur?: number;
  readonly args: { readonly data?: { readonly type?: string } };
}

export interface Work {
  readonly name: string;
  /** Of an event: its name. */
  readonly type: string | undefined;
  /** When it began, in milliseconds. */
  readonly at: number;
  /** On a processor, in milliseconds. */
  readonly milliseconds: number;
}

const scripts = new Set([
  'EventDispatch',
  'FireAnimationFrame',
  'FunctionCall',
  'RunMicrotasks',
  'TimerFire',
  'EvaluateScript',
]);

/** Runs a gesture. @returns the script that ran in the page meanwhile */
export async function traced(browser: Browser, page: Page, gesture: () => Promise<void>): Promise<Work[]> {
  await browser.startTracing(page, { categories: ['devtools.timeline'] });
  await gesture();
  const trace = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: TraceEvent[] };
  return outermost(onMainThread(trace.traceEvents)).map(({ name, ts, tdur = 0, args }) => ({
    name,
    type: args.data?.type,
    at: ts / 1000,
    milliseconds: tdur / 1000,
  }));
}

/** The thread with the most frames is the page's own. */
function onMainThread(events: readonly TraceEvent[]): TraceEvent[] {
  const frames = new Map<string, number>();
  for (const event of events) {
    if (event.name === 'FireAnimationFrame')
      frames.set(threadOf(event), (frames.get(threadOf(event)) ?? 0) + 1);
  }
  const [main] = [...frames].sort(([, a], [, b]) => b - a).at(0) ?? [];
  return events.filter(event => event.ph === 'X' && scripts.has(event.name) && threadOf(event) === main);
}

const threadOf = ({ pid, tid }: TraceEvent): string => `${pid} ${tid}`;

function outermost(events: readonly TraceEvent[]): TraceEvent[] {
  let end = -Infinity;
  return [...events]
    .sort((a, b) => a.ts - b.ts || (b.dur ?? 0) - (a.dur ?? 0))
    .filter(({ ts, dur = 0 }) => {
      if (ts < end) return false;
      end = ts + dur;
      return true;
    });
}

/** Script a frame: what ran since the frame before, with the frame's own callbacks. */
export function perFrame(work: readonly Work[]): number[] {
  const frames: number[] = [];
  let sum = 0;
  for (const { name, milliseconds } of work) {
    sum += milliseconds;
    if (name !== 'FireAnimationFrame') continue;
    frames.push(sum);
    sum = 0;
  }
  return frames;
}

/** Script of each event of a type. */
export const perEvent = (work: readonly Work[], type: string): number[] =>
  work.filter(one => one.type === type).map(({ milliseconds }) => milliseconds);
