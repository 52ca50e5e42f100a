import { expect, it } from 'vitest';
import { withoutGhosts } from '../../../src-main/compute/subject/ghosts.ts';

const row = (...data: number[]) => ({ width: data.length, height: 1, data: Float32Array.from(data) });
const far = new Array<number>(20).fill(0);

it('what was half believed goes where nothing near it was believed, and stays as it is beside the subject', () => {
  const { data } = withoutGhosts(row(1, 0.9, 0.4, 0.2, ...far, 0.45, 0.3));
  const [kept, gone] = [data.subarray(0, 4), data.subarray(-2)];
  expect([...kept]).toEqual([...Float32Array.from([1, 0.9, 0.4, 0.2])]);
  expect([...gone]).toEqual([0, 0]);
});

it('what was believed stays, however far from everything', () => {
  const { data } = withoutGhosts(row(1, ...far, 0.7, 0.3));
  expect([...data.subarray(-2)]).toEqual([...Float32Array.from([0.7, 0.3])]);
});
