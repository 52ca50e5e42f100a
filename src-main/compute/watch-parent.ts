import { Worker } from 'node:worker_threads';

/** How often the thread looks, in milliseconds. */
const INTERVAL = 1000;

/**
 * Ends this process soon after the one that started it has ended, however busy it is: a thread of its own looks,
 * because a job that is stuck hears of no message. A process that lost its parent is given another, or on Windows keeps
 * the number of one that is no more.
 */
export function watchParent(): void {
  const watching = `
    const parent = process.ppid;
    const lives = () => {
      try { return process.kill(parent, 0); } catch (error) { return error.code === 'EPERM'; }
    };
    setInterval(() => {
      if (process.ppid !== parent || !lives()) process.kill(process.pid, 'SIGKILL');
    }, ${INTERVAL});`;
  const limits = { maxOldGenerationSizeMb: 8, maxYoungGenerationSizeMb: 2 };
  const thread = new Worker(watching, { eval: true, resourceLimits: limits, stdin: false });
  // Without it the process works as well.
  thread.on('error', () => undefined);
  thread.unref();
}
