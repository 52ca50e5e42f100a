import type { PlaneF } from '../../../src-shared/imaging/image.ts';
import type { Box } from '../../inference/geometry.ts';
import { mapPlane } from './odds.ts';

/** Share of the longer side that each half has: they overlap by a fifth of it. */
const HALF = 0.6;

/** Two halves of a box along its longer side, so that a network whose input is a square sees each larger. */
export function halvesOf(box: Box): readonly [Box, Box] {
  if (box.height >= box.width) {
    const height = Math.ceil(box.height * HALF);
    return [
      { ...box, height },
      { ...box, top: box.top + box.height - height, height },
    ];
  }
  const width = Math.ceil(box.width * HALF);
  return [
    { ...box, width },
    { ...box, left: box.left + box.width - width, width },
  ];
}

/** What was seen in either half, as one: where they overlap, the first fades into the second. @param first NaN outside of its half, as `second` */
export function joined(first: PlaneF, second: PlaneF, [a, b]: readonly [Box, Box]): PlaneF {
  const isStacked = a.left === b.left && a.width === b.width;
  const from = isStacked ? b.top : b.left;
  const overlap = isStacked ? a.top + a.height - b.top : a.left + a.width - b.left;
  return mapPlane(first, (value, i) => {
    const other = second.data[i];
    if (Number.isNaN(other)) return value;
    if (Number.isNaN(value)) return other;
    const x = i % first.width;
    const place = isStacked ? (i - x) / first.width : x;
    return value + ((other - value) * (place + 0.5 - from)) / overlap;
  });
}
