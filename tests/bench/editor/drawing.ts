import { existsSync, writeFileSync } from 'node:fs';
import { constants, setPriority } from 'node:os';
import { childNamed, familyOf, hasWord, threadsOf } from './processes.ts';

/**
 * Elsewhere a GPU draws; the process that stands in for it here takes processors from all others. Linux deals those out
 * among sessions first, and weighs priorities within each.
 * - `beside`: the last in the browser's session, as any software drawing; the page is not kept waiting for it.
 * - `behind`: in a session of its own that comes last of all. Nobody waits for a processor because of it; the page waits
 *   for its pictures.
 */
export type Drawing = 'beside' | 'behind';

/** What the browser must be started with. */
export const flagsFor = (drawing: Drawing): string[] =>
  drawing === 'behind' ? ['--gpu-launcher=setsid'] : [];

/** Puts a browser's drawing where it belongs, once it runs. */
export function placeDrawing(drawing: Drawing) {
  const browser = childNamed(process.pid, 'chromium');
  const processes =
    browser === undefined ? [] : familyOf(browser).filter(pid => hasWord(pid, '--type=gpu-process'));
  for (const thread of processes.flatMap(threadsOf)) setPriority(thread, constants.priority.PRIORITY_LOW);
  if (drawing === 'behind') for (const pid of processes) lowerSession(pid);
}

/** Where Linux deals processors out without sessions, priorities alone count. */
function lowerSession(pid: number) {
  const session = `/proc/${pid}/autogroup`;
  if (existsSync(session)) writeFileSync(session, String(constants.priority.PRIORITY_LOW));
}
