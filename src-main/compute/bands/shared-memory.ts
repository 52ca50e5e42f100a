import { AsyncLocalStorage } from 'node:async_hooks';
import type { Plane8 } from '../../../src-shared/imaging/image.ts';
import { collect } from './collect.ts';

/**
 * Memory that all threads see: what a pass reads and writes lies in it, so that no band copies anything. A
 * fresh buffer costs a page fault every 4 kB (23 ms for 12 MP of RGB), so what one job leaves serves the next.
 */

/** What a job that has just ended left, until another takes it or some time has passed. */
let spare: Uint8Array[] = [];
let forget: NodeJS.Timeout | undefined;
const KEPT_FOR = 5000;

/** The buffers of the job that is running. */
const lent = new AsyncLocalStorage<Uint8Array[]>();

/** Bytes that all threads see. What is in them is not defined: a pass writes every one. */
export function sharedBytes(length: number): Uint8Array {
  const at = spare.findIndex(buffer => buffer.length === length);
  const bytes = at < 0 ? new Uint8Array(new SharedArrayBuffer(length)) : spare.splice(at, 1)[0];
  lent.getStore()?.push(bytes);
  return bytes;
}

/** The same for floats; their buffers serve bytes of the same length as well. */
export const sharedFloats = (length: number): Float32Array =>
  new Float32Array(sharedBytes(length * 4).buffer);

/** The same for 16-bit samples. */
export const sharedWords = (length: number): Uint16Array => new Uint16Array(sharedBytes(length * 2).buffer);

/**
 * Runs a job, and keeps its buffers for the next one when it has ended well. After a failure some thread may
 * still be writing to them: they are left to the garbage collector.
 */
export async function reusingMemory<T>(job: () => Promise<T>): Promise<T> {
  const buffers: Uint8Array[] = [];
  const result = await lent.run(buffers, job);
  spare = buffers;
  clearTimeout(forget);
  forget = setTimeout(giveBack, KEPT_FOR).unref();
  return result;
}

/** The system has the memory again only once nobody can name it: V8 sees no haste in a program that is at rest. */
function giveBack() {
  spare = [];
  collect();
}

/** A plane whose levels nobody has written yet. */
export const emptyPlane = ({ width, height }: { width: number; height: number }): Plane8 => ({
  width,
  height,
  data: sharedBytes(width * height),
});

/** The same 8-bit samples in shared memory; those that are there already are not copied. */
export function share<T extends { readonly data: Uint8Array }>(picture: T): T {
  if (picture.data.buffer instanceof SharedArrayBuffer) return picture;
  const data = sharedBytes(picture.data.length);
  data.set(picture.data);
  return { ...picture, data };
}

export function shareFloats(values: Float32Array): Float32Array {
  const shared = new Float32Array(new SharedArrayBuffer(values.byteLength));
  shared.set(values);
  return shared;
}
