import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

let collector: (() => void) | undefined;

/** V8's own collector, which a program gets hold of only where it asks for it. It goes through this thread's heap alone. */
export function collect(): void {
  setFlagsFromString('--expose-gc');
  collector ??= runInNewContext('gc') as () => void;
  collector();
}

/** Passes after which a thread looks what it still needs. */
const OFTEN_ENOUGH = 40;
/** How long after its last pass a thread that has nothing to do looks again, in milliseconds. */
const IDLE = 5500;

let passes = 0;
let idle: NodeJS.Timeout | undefined;

/**
 * Frees the shared memory that this thread has seen and needs no more, now and then, and once when it has come to rest.
 * To V8 a thread that only passes memory on has nothing to tidy up, so that of many photos' pictures each thread would
 * hold all.
 */
export function letGo(): void {
  if (++passes % OFTEN_ENOUGH === 0) collect();
  idle ??= setTimeout(collect, IDLE).unref();
  idle.refresh();
}
