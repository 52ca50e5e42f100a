import { Buffer } from 'node:buffer';
import { copyWith } from '../../../src-shared/imaging/copy-bytes.ts';

const system = Buffer.prototype as Buffer;

/** Node copies with the system's `memmove`, which no address slows down. To be imported by every thread that runs passes. */
copyWith((from, into) => {
  system.copy.call(from, into);
});
