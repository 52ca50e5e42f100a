/** The editor's server in a process of its own, which tells how long its event loop stood still. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { pathToFileURL } from 'node:url';
import { collect } from '../../../src-main/compute/bands/collect.ts';
import type * as Studio from '../../../src-main/studio/index.ts';
import type * as Web from '../../../src-main/web/serve-editor.ts';
import type { Stall } from './program.ts';

const [program, rendererFolder, data] = process.argv.slice(2);
const built = (path: string) =>
  import(pathToFileURL(join(program, 'src-main', path)).href) as Promise<unknown>;
const { editorFolders } = (await built('studio/index.js')) as typeof Studio;
const { serveEditor } = (await built('web/serve-editor.js')) as typeof Web;
const folders = editorFolders({ ...process.env, PORTRAIT_DATA: data });

/** Milliseconds between two looks at the loop. */
const EVERY = 5;
const delay = monitorEventLoopDelay({ resolution: EVERY });

const served = await serveEditor({ photos: [], rendererFolder, folders });
process.on('message', word => {
  if (word === 'stall') process.send?.(takeStall());
  if (word === 'heap') process.send?.(collected());
  if (word === 'end') void served.close().then(() => process.exit(0));
});
process.on('disconnect', () => process.exit(0));
delay.enable();
const ownWork = watchOwnWork();
process.send?.({ address: served.address });

/** What is left of the heap after a collection, in bytes. */
function collected(): number {
  collect();
  return process.memoryUsage().heapUsed;
}

/** The longest stall since the last question. */
function takeStall(): Stall {
  const stall = Math.max(0, delay.max / 1e6 - EVERY);
  delay.reset();
  return { stall, ...ownWork() };
}

/**
 * Where other programs want the processors too, a loop stands still that has nothing to do. What this thread itself
 * did between two turns of it, in time on a processor, is what a free machine would stall for; and how long it was
 * ready, and stood in line for one, is what the others made of it.
 */
function watchOwnWork(): () => Omit<Stall, 'stall'> {
  const none = { own: 0, queued: 0 };
  let worst = none;
  let before = thread();
  setInterval(() => {
    const now = thread();
    worst = {
      own: Math.max(worst.own, now.own - before.own),
      queued: Math.max(worst.queued, now.queued - before.queued),
    };
    before = now;
  }, EVERY);
  return () => {
    const last = worst;
    worst = none;
    return last;
  };
}

/** This thread so far, in milliseconds. */
function thread() {
  const { user, system } = process.threadCpuUsage();
  // Linux: time on a processor, time in line for one, and how often it was given one.
  const [, queued] = readFileSync('/proc/thread-self/schedstat', 'utf8').split(' ').map(Number);
  return { own: (user + system) / 1000, queued: queued / 1e6 };
}
