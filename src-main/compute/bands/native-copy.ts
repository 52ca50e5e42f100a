import { Buffer } from 'node:buffer';
import { copyWith } from '../../../src-shared/imaging/copy-bytes.ts';

const system = Buffer.prototype as Buffer;

/**
 * Node copies with the system's `memmove`, which no address slows down: but only a part of what it is given, since all of a
 * view it hands on to V8 (https://github.com/nodejs/node/blob/v24.x/lib/buffer.js, `_copyActual`). To be imported by every
 * thread that runs passes.
 */
copyWith(({ buffer, byteOffset, byteLength }, into) => {
  system.copy.call(new Uint8Array(buffer), into, 0, byteOffset, byteOffset + byteLength);
});
