import { expect, it } from 'vitest';
import { featuresIn } from '../../src-main/inference/cpu.ts';

it('finds the features of an x86 and of an ARM processor', () => {
  expect(featuresIn('model name : X\nflags\t\t: fpu sse4_1 avx avx2 fma xyz\n')).toEqual([
    'sse4_1',
    'avx',
    'avx2',
    'fma',
  ]);
  expect(featuresIn('Features\t: fp asimd\n')).toEqual(['asimd']);
  expect(featuresIn('nothing of the kind')).toBeUndefined();
});
