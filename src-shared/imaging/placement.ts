import type { Placement } from '../edit/schema.ts';
import type { NextRow } from './box-blur.ts';
import type { RgbImage } from './image.ts';
import type { Axis } from './resize-bilinear.ts';

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Pixels of the photo for one of the backdrop: at scale 1 it just covers the photo, keeping its shape. */
export const coverScale = (backdrop: Size, photo: Size, scale = 1): number =>
  Math.max(photo.width / backdrop.width, photo.height / backdrop.height) * scale;

/**
 * A backdrop where its placement puts it, row by row from `firstRow` on: interleaved RGB at the photo's size,
 * bilinear between pixel centres, the backdrop's edge repeated beyond it. Reads no more than four of its pixels for
 * one, so one that shrinks much must come in at about its new size.
 * @param stretched at scale 1 it takes the photo's shape, as the classic style has it; otherwise it keeps its own
 */
export function placedRows(
  backdrop: RgbImage,
  placement: Placement,
  stretched: boolean,
  photo: Size,
  firstRow: number,
): NextRow {
  const cover = coverScale(backdrop, photo);
  const wide = (stretched ? photo.width / backdrop.width : cover) * placement.scale;
  const high = (stretched ? photo.height / backdrop.height : cover) * placement.scale;
  const across = placedAxis(backdrop.width, photo.width, wide, placement.x, 3);
  const down = placedAxis(backdrop.height, photo.height, high, placement.y, backdrop.width * 3);
  let y = firstRow;
  return into => {
    blendRow(backdrop.data, down.first[y], down.second[y], down.share[y], across, into);
    y++;
  };
}

/** For each of `to` positions, the two samples of `from` that it lies between. @param shift share of `to` */
function placedAxis(from: number, to: number, scale: number, shift: number, stride: number): Axis {
  const first = new Int32Array(to);
  const second = new Int32Array(to);
  const share = new Float32Array(to);
  for (let i = 0; i < to; i++) {
    const centre = (i + 0.5 - to * (0.5 + shift)) / scale + from / 2 - 0.5;
    const at = Math.min(Math.max(centre, 0), from - 1);
    const before = Math.floor(at);
    first[i] = before * stride;
    second[i] = Math.min(before + 1, from - 1) * stride;
    share[i] = at - before;
  }
  return { first, second, share };
}

function blendRow(
  data: Uint8Array,
  upper: number,
  lower: number,
  down: number,
  { first, second, share }: Axis,
  into: Uint8Array,
) {
  for (let x = 0, to = 0; x < share.length; x++, to += 3) {
    const l = first[x];
    const r = second[x];
    const u = share[x];
    for (let c = 0; c < 3; c++) {
      const top = data[upper + l + c] + (data[upper + r + c] - data[upper + l + c]) * u;
      const bottom = data[lower + l + c] + (data[lower + r + c] - data[lower + l + c]) * u;
      into[to + c] = top + (bottom - top) * down + 0.5;
    }
  }
}
