import type { Box, Size } from '../../inference/geometry.ts';

/** Room round what was found, as a share of its longer side. */
const MARGIN = 0.12;

/** The box round all pixels that are set, with a margin, cut off at the picture; the whole when none is set. */
export function cropRound(isSet: (i: number) => boolean, { width, height }: Size): Box {
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
  if (bottom === 0) return { left: 0, top: 0, width, height };
  const margin = Math.round(MARGIN * Math.max(right - left, bottom - top));
  const [x, y] = [Math.max(0, left - margin), Math.max(0, top - margin)];
  return {
    left: x,
    top: y,
    width: Math.min(width, right + margin) - x,
    height: Math.min(height, bottom + margin) - y,
  };
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
