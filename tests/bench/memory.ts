import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { row } from './measure.ts';

const main = fileURLToPath(new URL('../../bin/portrait.js', import.meta.url));

/** Peak memory of whole runs of the command line, all its processes together. Linux only. */
export async function benchMemory({ photo, mask, folder }: { photo: string; mask: string; folder: string }) {
  console.log('\nWhole command, 12 MP: wall time and peak memory of all its processes together');
  const output = ['-o', `${folder}command.jpg`, '--force'];
  await tell('classic with a mask', [photo, ...output, '--style', 'classic', '--mask', mask]);
  await tell('lens, native', [photo, ...output, '--engine', 'native']);
  await tell('lens, WASM', [photo, ...output, '--engine', 'wasm']);
}

/** Looking at a process's memory holds it up, so the run that is timed is not looked at. */
async function tell(name: string, args: string[]) {
  const { seconds, code } = await runWatched([main, ...args]);
  const { peak } = await runWatched([main, ...args], 50);
  row(name, code === 0 ? `${seconds.toFixed(2).padStart(6)} s   ${(peak / 1e6).toFixed(0)} MB` : 'failed');
}

/**
 * Runs Node in a process of its own.
 * @param every milliseconds between two looks at its memory; never when left out
 */
export async function runWatched(
  args: string[],
  every?: number,
): Promise<{ seconds: number; peak: number; code: number | null; printed: string }> {
  const began = performance.now();
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'ignore'] });
  let printed = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (printed += text));
  let peak = 0;
  const look = () => {
    if (child.pid !== undefined) peak = Math.max(peak, residentBytes(child.pid));
  };
  const looking = every === undefined ? undefined : setInterval(look, every);
  const code = await new Promise<number | null>(resolve => child.on('close', resolve));
  clearInterval(looking);
  return { seconds: (performance.now() - began) / 1000, peak, code, printed };
}

/** Proportional resident memory of a process and all below it: what they share is counted once. */
function residentBytes(pid: number): number {
  try {
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean);
    const below = children.reduce((sum, child) => sum + residentBytes(Number(child)), 0);
    const rollup = /^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'));
    return below + Number(rollup?.[1] ?? 0) * 1024;
  } catch {
    return 0; // it has just ended
  }
}
