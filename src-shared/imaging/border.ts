/**
 * Index of the pixel that stands in for position `i` outside a row of `n`: the row is mirrored without
 * repeating its end pixel (OpenCV's BORDER_REFLECT_101: `gfedcb|abcdefgh|gfedcba`), as often as it takes.
 */
export function reflect101(i: number, n: number): number {
  if (n === 1) return 0;
  const period = 2 * (n - 1);
  const at = ((i % period) + period) % period;
  return at < n ? at : period - at;
}
