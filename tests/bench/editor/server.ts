/** The editor's server in a process of its own, which tells how long its event loop stood still. */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { editorFolders } from '../../../src-main/studio/index.ts';
import { serveEditor } from '../../../src-main/web/serve-editor.ts';

const [rendererFolder, data] = process.argv.slice(2);
const folders = editorFolders({ ...process.env, PORTRAIT_DATA: data });

/** Milliseconds between two looks at the loop. */
const EVERY = 5;
const delay = monitorEventLoopDelay({ resolution: EVERY });

const served = await serveEditor({ photos: [], rendererFolder, folders });
process.on('message', word => {
  if (word === 'stall') process.send?.(takeStall());
  if (word === 'end') void served.close().then(() => process.exit(0));
});
process.on('disconnect', () => process.exit(0));
delay.enable();
const ownWork = watchOwnWork();
process.send?.({ address: served.address });

/** The longest stall since the last question, in milliseconds; and the longest that this thread was to blame for. */
function takeStall(): { stall: number; own: number } {
  const stall = Math.max(0, delay.max / 1e6 - EVERY);
  delay.reset();
  return { stall, own: ownWork() };
}

/**
 * Where other programs want the processors too, a loop stands still that has nothing to do. What this thread itself
 * did between two turns of it, in time on a processor, is what a free machine would stall for.
 */
function watchOwnWork(): () => number {
  let worst = 0;
  let before = process.threadCpuUsage();
  setInterval(() => {
    const { user, system } = process.threadCpuUsage(before);
    worst = Math.max(worst, (user + system) / 1000);
    before = process.threadCpuUsage();
  }, EVERY);
  return () => {
    const last = worst;
    worst = 0;
    return last;
  };
}
