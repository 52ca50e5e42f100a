/** How many times steeper an edge becomes at most: from black to white in less than a pixel of any lens. */
const STEEPEST = 20;

/**
 * The slope that an edge's alpha is multiplied by round one half.
 * @param contrast 0…100
 * @returns 1…20
 */
export const edgeSlope = (contrast: number): number => 1 / (1 - (1 - 1 / STEEPEST) * (contrast / 100));

/** @returns what each of the 256 levels of alpha becomes: α → slope · (α − ½) + ½, cut to 0…1 */
export function contrastLevels(contrast: number): Uint8Array {
  const slope = edgeSlope(contrast);
  return Uint8Array.from({ length: 256 }, (_, level) =>
    Math.round(Math.min(255, Math.max(0, (level - 127.5) * slope + 127.5))),
  );
}
