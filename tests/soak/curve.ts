import { readdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { cpuMilliseconds, ownMegabytes } from '../bench/editor/processes.ts';
import { summary } from '../bench/measure.ts';
import { startClock } from './clock.ts';

/** What the two processes hold after one photo, and what the photo cost. */
export interface Point {
  /** Since the beginning, without those in which the program was stopped. */
  readonly minutes: number;
  /** Resident memory without the libraries' files, in megabytes. */
  readonly main: number;
  readonly compute: number;
  /** Open files, pipes and sockets. */
  readonly mainHandles: number;
  readonly computeHandles: number;
  /** Processor time of both, which others on the machine change less than the clock's. */
  readonly cpuMilliseconds: number;
  readonly milliseconds: number;
}

/**
 * Measures one photo at a time.
 * @param pause after each photo, in milliseconds, as a person makes one. Memory is looked at after it: what a job leaves
 *   for the next has gone by then, and V8 has tidied up, however fast the round was
 */
export function curveOf(compute: () => number | undefined, pause = 0) {
  const worked = startClock();
  return async (photo: () => Promise<void>): Promise<Point> => {
    const [from, cpu] = [performance.now(), spent(compute())];
    await photo();
    const child = compute();
    if (child === undefined) throw new Error('The compute process has ended.');
    const now = performance.now();
    const used = spent(child) - cpu;
    await sleep(pause);
    return {
      minutes: worked() / 60_000,
      main: ownMegabytes(process.pid),
      compute: ownMegabytes(child),
      mainHandles: handles(process.pid),
      computeHandles: handles(child),
      cpuMilliseconds: used,
      milliseconds: now - from,
    };
  };
}

const handles = (pid: number): number => readdirSync(`/proc/${pid}/fd`).length;

const spent = (compute: number | undefined): number =>
  cpuMilliseconds(process.pid) + (compute === undefined ? 0 : cpuMilliseconds(compute));

/** Photos after which everything is loaded and every cache is full. */
export const WARM = 50;

/** How much more the last quarter takes than the first, of what follows the warm-up; 0.05 is 5 % more. */
export function growth(points: readonly Point[], of: keyof Point): number {
  const warm = points.slice(WARM).map(point => point[of]);
  const quarter = Math.max(1, warm.length >> 2);
  return summary(warm.slice(-quarter)).median / summary(warm.slice(0, quarter)).median - 1;
}

/** What may grow, and how far. Time may vary more than memory: others use the machine too. */
const limits = {
  main: 0.05,
  compute: 0.05,
  mainHandles: 0,
  computeHandles: 0,
  cpuMilliseconds: 0.1,
} as const;

/** @returns a sentence for each measure that grew too far */
export function complaints(points: readonly Point[]): string[] {
  return Object.entries(limits).flatMap(([of, limit]) => {
    const grown = growth(points, of as keyof typeof limits);
    return grown > limit ? [`${of} grew by ${(grown * 100).toFixed(1)} %, more than ${limit * 100} %`] : [];
  });
}

const columns = [
  'minutes',
  'main',
  'compute',
  'mainHandles',
  'computeHandles',
  'cpuMilliseconds',
  'milliseconds',
] as const;

export const csvHead = `phase,${columns.join()}\n`;
export const csvLine = (phase: string, point: Point): string =>
  `${phase},${columns.map(column => point[column].toFixed(column === 'minutes' ? 2 : 0)).join()}\n`;

/** Ten medians along the way, for a person. */
export function told(points: readonly Point[], of: keyof Point): string {
  const step = points.length / 10;
  const parts = Array.from({ length: 10 }, (_, i) =>
    points.slice(Math.floor(i * step), Math.ceil((i + 1) * step)),
  );
  return parts
    .filter(part => part.length > 0)
    .map(part => summary(part.map(point => point[of])).median.toFixed(0))
    .join(' → ');
}
