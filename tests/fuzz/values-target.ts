import type fc from 'fast-check';
import type { Target } from './target.ts';

/** A target that takes values of a shape. A finding is kept as JSON, in which what JSON cannot say is null. */
export const valuesTarget = <T>(
  inputs: fc.Arbitrary<T>,
  run: (value: T) => unknown,
  close?: () => Promise<void>,
): Target<T> => ({
  inputs,
  run,
  read: kept => JSON.parse(Buffer.from(kept).toString()) as T,
  write: value => Buffer.from(`${JSON.stringify(value, undefined, 2)}\n`),
  ...(close && { close }),
});
