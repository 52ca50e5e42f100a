/** Child processes of `npm run native`, and what it says. */
import { spawnSync } from 'node:child_process';
import { delimiter } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));
export const packageFolder = `${root}node_modules/@tensorflow/tfjs-node`;

/** What ends the search: a sentence for a person, with what to do. */
export class Unavailable extends Error {}

export const say = (line: string): void => console.log(`native: ${line}`);

export interface Run {
  readonly ok: boolean;
  /** The last line that says something, for a sentence about the failure. */
  readonly lastLine: string;
}

/** Runs a program to its end, quietly. Our `.bin` comes first on its PATH, and so does this very Node. */
export function run(
  program: string,
  args: readonly string[],
  options: { cwd?: string; env?: Record<string, string>; minutes?: number } = {},
): Run {
  const path = [`${root}node_modules/.bin`, process.env['PATH']].join(delimiter);
  const { status, error, stdout, stderr } = spawnSync(program, args, {
    cwd: options.cwd ?? root,
    env: { ...process.env, PATH: path, ...options.env },
    timeout: (options.minutes ?? 10) * 60_000,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    shell: process.platform === 'win32' && program === 'npm',
  });
  return { ok: status === 0, lastLine: error?.message ?? lastLine(`${stdout}\n${stderr}`) };
}

/** Prefers the first line that names an error: everything goes on talking after it. */
function lastLine(output: string): string {
  const lines = output.split('\n').map(line => line.trim());
  const telling = lines.filter(line => /\berror\b.*: |: .*\berror\b/i.test(line));
  return [...telling.slice(0, 1), ...lines.filter(Boolean).slice(-1), 'no word'][0].slice(0, 300);
}

/**
 * Loads the addon and adds two numbers, in a child: a wrong library may kill the process. It first restores
 * what Node 23 removed, see src-main/inference/native-engine.ts.
 */
const trial = `
  const util = require('node:util');
  util.isNullOrUndefined ??= value => value === null || value === undefined;
  util.isArray = Array.isArray;
  const tf = require('@tensorflow/tfjs-node');
  if (tf.add(1, 2).dataSync()[0] !== 3) throw new Error('error: it computes wrong sums');
`;

function attempt(): Run {
  return run(process.execPath, ['-e', trial], { env: { TF_CPP_MIN_LOG_LEVEL: '2' } });
}

/** Whether the addon works in a Node like this one. `reason()` tries again, and says why it does not. */
export const loads = Object.assign((): boolean => attempt().ok, {
  reason: (): string | undefined => {
    const { ok, lastLine } = attempt();
    return ok ? undefined : lastLine;
  },
});
