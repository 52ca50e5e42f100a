import { describe, expect, it } from 'vitest';
import '../../../src-main/compute/bands/native-copy.ts';
import { copyBytes } from '../../../src-shared/imaging/copy-bytes.ts';
import { randomLevels } from '../../making/random.ts';

describe('copying by the system', () => {
  const LENGTH = 1001;
  const levels = randomLevels(LENGTH, 1);
  const places = Array.from({ length: 8 }, (_, from) => [from, (from * 3 + 1) % 8] as const);

  it.each(places)(
    'copies all and nothing else, out of shared memory from byte %d and into it at %d',
    (a, b) => {
      const from = new Uint8Array(new SharedArrayBuffer(LENGTH + 16), a, LENGTH);
      from.set(levels);
      const own = new Uint8Array(LENGTH + 16).fill(7);
      copyBytes(from, own.subarray(b));
      const shared = new Uint8Array(new SharedArrayBuffer(LENGTH + 16)).fill(7);
      copyBytes(own.subarray(b, b + LENGTH), shared.subarray(a));
      for (const [copy, at] of [
        [own, b],
        [shared, a],
      ] as const) {
        expect([...copy.subarray(at, at + LENGTH)]).toEqual([...levels]);
        expect([...copy.subarray(0, at), ...copy.subarray(at + LENGTH)].every(byte => byte === 7)).toBe(true);
      }
    },
  );
});
