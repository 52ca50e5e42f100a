import type { Page } from 'playwright-core';
import { summary } from '../measure.ts';
import { readClock, resetClock } from './clock.ts';
import { drawShort } from './gestures.ts';
import { childNamed, familyOf, megabytes } from './processes.ts';
import type { Program } from './program.ts';

const STROKES = 200;
const STEPS = 500;
/** Those at either end that are compared. */
const SOME = 20;

/** Medians of the first and of the last of many, in milliseconds. */
interface Ends {
  readonly first: number;
  readonly last: number;
}

export interface Memory {
  /** The page's own objects. */
  readonly heap: number;
  readonly server: number;
  readonly compute: number;
  /** The browser with all its processes; here the pictures lie there that a GPU would hold. */
  readonly browser: number;
}

export interface Endurance {
  /** From a stroke's release to the refined matte. */
  readonly strokes: Ends;
  /** Of a key press that undoes or redoes. */
  readonly steps: Ends;
  /** Before, after the strokes, and after the steps; in megabytes. */
  readonly memory: readonly [Memory, Memory, Memory];
}

/** Draws many strokes, then undoes and redoes them many times over. */
export async function endure(program: Program, browserPid: number): Promise<Endurance> {
  const { page } = program;
  const before = await memoryOf(program, browserPid);
  const strokes: number[] = [];
  for (let i = 0; i < STROKES; i++) strokes.push(await drawShort(page, i));
  const drawn = await memoryOf(program, browserPid);
  const steps = await stepThrough(page);
  await page.waitForTimeout(3000);
  const stepped = await memoryOf(program, browserPid);
  return { strokes: endsOf(strokes), steps: endsOf(steps), memory: [before, drawn, stepped] };
}

/** Undo to the start, redo to the end, and so on. */
async function stepThrough(page: Page): Promise<number[]> {
  await resetClock(page);
  await page.getByRole('application', { name: 'Photo' }).focus();
  for (let i = 0; i < STEPS; i++) {
    await page.keyboard.press(i % (2 * STROKES) < STROKES ? 'Control+z' : 'Control+Shift+z');
  }
  return (await readClock(page)).commands;
}

const endsOf = (times: readonly number[]): Ends => ({
  first: summary(times.slice(0, SOME)).median,
  last: summary(times.slice(-SOME)).median,
});

async function memoryOf({ page, pid }: Program, browserPid: number): Promise<Memory> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  await page.waitForTimeout(1000);
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await session.detach();
  const compute = childNamed(pid, 'compute/child');
  return {
    heap: usedSize / 1e6,
    server: megabytes([pid]),
    compute: compute === undefined ? 0 : megabytes([compute]),
    browser: megabytes(familyOf(browserPid)),
  };
}
