import type { NextRow } from './box-blur.ts';
import { blurAt, type FocusPlane, levelsAt } from './falloff.ts';
import type { RgbImage } from './image.ts';
import { type FineImage, fineRows, type NewFineMixer } from './smooth-rows.ts';

/**
 * The photo as it is where the plane is in focus, and one blur after the other with the height above it, row by row
 * from `firstRow` on.
 * @param blurs for each of `blurLevels` but the first
 */
export function falloffRows(
  photo: RgbImage,
  blurs: readonly FineImage[],
  plane: FocusPlane,
  firstRow: number,
  newMixer: NewFineMixer,
): NextRow {
  const stride = photo.width * 3;
  const scaled = blurs.map(blur => fineRows(blur, photo, newMixer));
  const mixer = newMixer(photo.width);
  let y = firstRow;
  /** Writes the photo (level 0) or one of its blurs, in 1/256 of a level. */
  const write = (level: number, into: Float32Array) => {
    if (level > 0) {
      const rows = scaled[level - 1];
      into.set(rows.mixer.blend(rows.at(y)));
    } else {
      for (let i = 0; i < stride; i++) into[i] = photo.data[y * stride + i] * 256;
    }
  };
  return (into, shown) => {
    const { level, share } = levelsAt(blurAt(plane, (y + 0.5) / photo.height));
    write(level, mixer.above);
    write(level + 1, mixer.below);
    mixer.dither(share, y, into, shown);
    y++;
  };
}
