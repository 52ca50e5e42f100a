import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** V8's own collector, which a program gets hold of only where this is asked for. */
const collect = (() => {
  setFlagsFromString('--expose-gc');
  return runInNewContext('gc') as () => void;
})();

/** Passes after which a thread looks what it still needs. */
const OFTEN_ENOUGH = 40;
let passes = 0;

/**
 * Frees the shared memory that this thread has seen and needs no more, now and then. To V8 a thread that only passes
 * memory on has nothing to tidy up, so that of many photos' pictures each thread would hold all.
 */
export function letGo(): void {
  if (++passes % OFTEN_ENOUGH === 0) collect();
}
