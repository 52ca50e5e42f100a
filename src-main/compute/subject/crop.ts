import { type Box, type Size, wholeOf } from '../../inference/geometry.ts';

/** Room round what was found, as a share of its longer side. */
const MARGIN = 0.12;

/** The least box that holds all pixels that are set; undefined when none is. */
export function boundsOf(isSet: (i: number) => boolean, { width, height }: Size): Box | undefined {
  let [left, top, right, bottom] = [width, height, 0, 0];
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      if (!isSet(i)) continue;
      left = Math.min(left, x);
      right = Math.max(right, x + 1);
      top = Math.min(top, y);
      bottom = y + 1;
    }
  }
  return bottom === 0 ? undefined : { left, top, width: right - left, height: bottom - top };
}

/** The bounds of all pixels that are set, with a margin, cut off at the picture; the whole when none is set. */
export function cropRound(isSet: (i: number) => boolean, picture: Size): Box {
  const bounds = boundsOf(isSet, picture);
  if (!bounds) return wholeOf(picture);
  const margin = Math.round(MARGIN * Math.max(bounds.width, bounds.height));
  const [left, top] = [Math.max(0, bounds.left - margin), Math.max(0, bounds.top - margin)];
  const right = Math.min(picture.width, bounds.left + bounds.width + margin);
  const bottom = Math.min(picture.height, bounds.top + bounds.height + margin);
  return { left, top, width: right - left, height: bottom - top };
}

/** A crop that is more of the photo than this shows the networks nothing that they have not seen. */
const NEARLY_ALL = 0.85;

/** @returns the crop, if a second look at it is worth its time */
export function worthCloserLook(crop: Box, { width, height }: Size): Box | undefined {
  return crop.width * crop.height > NEARLY_ALL * width * height ? undefined : crop;
}

/** Share of a box that lies inside of another, 0…1. */
export function shareInside(box: Box, outer: Box): number {
  const overlap = (from: number, length: number, outerFrom: number, outerLength: number) =>
    Math.max(0, Math.min(from + length, outerFrom + outerLength) - Math.max(from, outerFrom));
  const across = overlap(box.left, box.width, outer.left, outer.width);
  const down = overlap(box.top, box.height, outer.top, outer.height);
  return (across * down) / (box.width * box.height);
}

/** The same box on a picture of another size, in whole pixels. */
export function boxOn(box: Box, from: Size, to: Size): Box {
  const across = to.width / from.width;
  const down = to.height / from.height;
  const left = Math.min(to.width - 1, Math.round(box.left * across));
  const top = Math.min(to.height - 1, Math.round(box.top * down));
  const right = Math.max(left + 1, Math.round((box.left + box.width) * across));
  const bottom = Math.max(top + 1, Math.round((box.top + box.height) * down));
  return { left, top, width: Math.min(to.width, right) - left, height: Math.min(to.height, bottom) - top };
}
