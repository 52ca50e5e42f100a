/** Median, least and most of several runs, in milliseconds. */
export interface Timing {
  readonly median: number;
  readonly least: number;
  readonly most: number;
}

export const RUNS = 7;

/** Runs the work once to warm up, then RUNS times. */
export async function timed(work: () => Promise<unknown>, runs = RUNS): Promise<Timing> {
  await work();
  const times: number[] = [];
  for (let i = 0; i < runs; i++) {
    const from = performance.now();
    await work();
    times.push(performance.now() - from);
  }
  return summary(times);
}

export function summary(times: readonly number[]): Timing {
  const sorted = [...times].sort((a, b) => a - b);
  return { median: sorted[sorted.length >> 1], least: sorted[0], most: sorted[sorted.length - 1] };
}

export const milliseconds = ({ median, least, most }: Timing): string =>
  `${median.toFixed(0).padStart(6)} ms  (${least.toFixed(0)}–${most.toFixed(0)})`;

export const row = (name: string, value: string) => console.log(`  ${name.padEnd(52)} ${value}`);

export const ratio = (ours: Timing, theirs: Timing): string =>
  `${(ours.median / theirs.median).toFixed(2)} ×`;
