import { PortraitError } from '../../src-shared/contract/errors.ts';

/** @throws PortraitError `internal` when a network was disposed of, or its input is not of its shape */
export function checkRun(input: Float32Array, shape: readonly number[], open: boolean): void {
  if (!open) throw new PortraitError('internal', 'Expected an open network but it was disposed of.');
  const expected = shape.reduce((a, b) => a * b, 1);
  if (input.length === expected) return;
  const what = `Expected ${expected} numbers for input of shape [${shape.join(', ')}]`;
  throw new PortraitError('internal', `${what} but received ${input.length}.`);
}
