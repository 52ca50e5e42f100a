import type { PlaneF } from '../image.ts';

/** Pixels of the way from nothing to all in a segmentation that is as sharp as its own pixels let it be. */
const SHARP = 8;

/**
 * How many times softer a segmentation is than one that networks give at its size: 1 or more. A mask that was blurred,
 * or scaled up from a smaller one, knows no more than that smaller one did.
 *
 * The mean width of its edges is the area that is in doubt (4α(1 − α), two thirds of a ramp's width) over the length
 * of all contours (the integral of |∇α|, by the coarea formula).
 */
export function softness({ width, height, data }: PlaneF): number {
  let doubt = 0;
  let length = 0;
  for (let y = 1; y < height - 1; y++) {
    for (let i = y * width + 1; i < (y + 1) * width - 1; i++) {
      doubt += 4 * data[i] * (1 - data[i]);
      length += Math.hypot(data[i + 1] - data[i - 1], data[i + width] - data[i - width]) / 2;
    }
  }
  return length > 0 ? Math.max(1, (1.5 * doubt) / length / SHARP) : 1;
}
