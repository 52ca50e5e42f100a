import type { Plane8, RgbImage } from '../../src-shared/imaging/image.ts';
import { randomSource } from './random.ts';

/** A white disc on a dark texture, with its exact matte: what a blur must not let bleed. */
export interface RingScene {
  readonly photo: RgbImage;
  readonly alpha: Plane8;
  /** The texture, without the disc. */
  readonly background: RgbImage;
  readonly radius: number;
}

/** @param side of the square photo, in pixels; the disc's radius is a fifth of it */
export function ringScene(side: number): RingScene {
  const radius = side / 5;
  const background = { width: side, height: side, data: texture(side) };
  const photo = { ...background, data: background.data.slice() };
  const alpha = { width: side, height: side, data: new Uint8Array(side * side) };
  for (let i = 0; i < side * side; i++) {
    // A pixel on the rim is covered in part.
    const covered = Math.min(1, Math.max(0, radius + 0.5 - fromMiddle(i, side)));
    alpha.data[i] = 255 * covered + 0.5;
    for (let p = i * 3; p < i * 3 + 3; p++) photo.data[p] += (255 - photo.data[p]) * covered;
  }
  return { photo, alpha, background, radius };
}

const fromMiddle = (i: number, side: number): number =>
  Math.hypot((i % side) - side / 2 + 0.5, Math.floor(i / side) - side / 2 + 0.5);

/** Grain on slow waves, levels 10 to 70. */
function texture(side: number): Uint8Array {
  const next = randomSource(11);
  return Uint8Array.from({ length: side * side * 3 }, (_, i) => {
    const [x, y] = [Math.floor(i / 3) % side, Math.floor(i / 3 / side)];
    const waves = Math.sin(x / 9) * Math.cos(y / 13) + Math.sin((x + y) / 37);
    return 40 + 8 * waves + 28 * (next() - 0.5);
  });
}

/** What is wrong with a result in the ring 2 to 40 pixels outside of the disc, in levels. */
export function ringErrors(
  { radius, photo: { width } }: RingScene,
  result: Uint8Array,
  expected: Uint8Array,
) {
  let [sum, most, count] = [0, 0, 0];
  for (let i = 0; i < width * width; i++) {
    const outside = fromMiddle(i, width) - radius;
    if (outside < 2 || outside > 40) continue;
    for (let p = i * 3; p < i * 3 + 3; p++, count++) {
      const error = Math.abs(result[p] - expected[p]);
      sum += error;
      most = Math.max(most, error);
    }
  }
  return { mean: sum / count, most };
}
