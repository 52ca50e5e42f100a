import type { NextRow } from './box-blur.ts';

export type Rgb = readonly [number, number, number];

/**
 * A linear gradient over width × height, row by row from `firstRow` on: interleaved RGB, mixed in the samples' own
 * encoding. The line runs through the middle and is as long as the picture's extent along it, so that the ends'
 * colours lie in the corners (as CSS Images 3, section 3.4.1).
 * @param angle degrees: 0 from the top down, 90 from the left to the right
 */
export function gradientRows(
  { from, to, angle }: { from: Rgb; to: Rgb; angle: number },
  width: number,
  height: number,
  firstRow: number,
): NextRow {
  const across = Math.sin((angle * Math.PI) / 180);
  const down = Math.cos((angle * Math.PI) / 180);
  const extent = Math.abs(width * across) + Math.abs(height * down);
  let y = firstRow;
  return into => {
    const middle = ((y + 0.5 - height / 2) * down) / extent + 0.5;
    for (let x = 0, to3 = 0; x < width; x++, to3 += 3) {
      const share = Math.min(1, Math.max(0, ((x + 0.5 - width / 2) * across) / extent + middle));
      for (let c = 0; c < 3; c++) into[to3 + c] = from[c] + (to[c] - from[c]) * share + 0.5;
    }
    y++;
  };
}
