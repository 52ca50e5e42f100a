import { spawn } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Said, Scenario, ScenarioName } from './scenario.ts';

const victim = fileURLToPath(new URL('./victim.ts', import.meta.url));

/** Whom the kill strikes: the program alone, or its compute process with it, as when the machine loses its power. */
export type Aim = 'program' | 'group';

/** Lets a program work and kills it at a moment that nobody chose. @returns what it had said */
export async function killAtWork(
  name: ScenarioName,
  { within }: Scenario,
  folder: string,
  env: Readonly<Record<string, string>>,
  aim: Aim,
): Promise<Said[]> {
  const child = spawn(process.execPath, [victim, name, folder], {
    ...{ detached: true, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] },
  });
  const lines: { text: string; at: number }[] = [];
  let complaint = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (complaint += text));
  const ended = new Promise<void>(resolve => child.once('close', () => resolve()));
  const ready = new Promise<void>(resolve => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      for (const line of text.trim().split('\n')) lines.push({ text: line, at: performance.now() });
      if (lines.length > 0) resolve();
    });
  });
  await Promise.race([ready, ended]);
  if (child.exitCode !== null) throw new Error(`The next start did not work: ${complaint}`);
  await pause(Math.random() * within);
  const at = performance.now();
  process.kill(aim === 'group' ? -child.pid! : child.pid!, 'SIGKILL');
  await ended;
  return lines.map(line => ({ text: line.text, ago: at - line.at }));
}
