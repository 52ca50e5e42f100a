import type { Stroke } from '../../src-shared/edit/strokes.ts';

/** A straight stroke. */
export const strokeAlong = (
  [fromX, fromY]: readonly [number, number],
  [toX, toY]: readonly [number, number],
  rest: Partial<Stroke> = {},
): Stroke => ({
  mode: 'keep',
  radius: 20,
  hardness: 0.8,
  smart: false,
  points: [
    [fromX, fromY, 1],
    [toX, toY, 1],
  ],
  ...rest,
});
