import { missingCase } from '../contract/errors.ts';
import { centred } from '../edit/centred.ts';
import type { Placement, Style } from '../edit/schema.ts';
import type { NextRow } from './box-blur.ts';
import type { RgbImage } from './image.ts';
import type { Axis } from './resize-bilinear.ts';

interface Size {
  readonly width: number;
  readonly height: number;
}

/** The placement that a style has: the notebook stretches every backdrop over the photo. */
export const placementOf = (placement: Placement, style: Style): Placement =>
  style === 'classic' ? { ...placement, fit: 'stretch' } : placement;

/** Whether a backdrop just takes the photo's place. */
export const isStretchedOver = ({ fit, flip, scale, x, y }: Placement): boolean =>
  fit === 'stretch' && !flip && scale === centred.scale && x === centred.x && y === centred.y;

/** Pixels of the photo for one of the backdrop, along each axis. */
export interface Scale {
  readonly across: number;
  readonly down: number;
}

/** How large a backdrop lies in the photo: covering it, whole within it, or stretched over it, times its scale. */
export function placedScale(
  backdrop: Size,
  photo: Size,
  { fit, scale }: Pick<Placement, 'fit' | 'scale'>,
): Scale {
  const across = (photo.width / backdrop.width) * scale;
  const down = (photo.height / backdrop.height) * scale;
  switch (fit) {
    case 'fill':
      return { across: Math.max(across, down), down: Math.max(across, down) };
    case 'fit':
      return { across: Math.min(across, down), down: Math.min(across, down) };
    case 'stretch':
      return { across, down };
    default:
      return missingCase(fit);
  }
}

/**
 * The size that a backdrop is brought to before it is laid down: the one that it shows at, where that is smaller
 * than its own. It is not enlarged here.
 * @param of a smaller version of the photo: its pixels for one of the photo
 */
export function shownSize(backdrop: Size, photo: Size, placement: Placement, of = 1): Size {
  const { across, down } = placedScale(backdrop, photo, placement);
  const scaled = (length: number, scale: number) => Math.max(1, Math.round(length * Math.min(1, scale * of)));
  return { width: scaled(backdrop.width, across), height: scaled(backdrop.height, down) };
}

/**
 * A backdrop where its placement puts it, row by row from `firstRow` on: interleaved RGB at the photo's size,
 * bilinear between pixel centres, the backdrop's edge repeated beyond it. Reads no more than four of its pixels for
 * one, so one that shrinks much must come in at about its new size. Flipped, it turns about its own middle, so that
 * it moves the same way when it is moved.
 */
export function placedRows(backdrop: RgbImage, placement: Placement, photo: Size, firstRow: number): NextRow {
  const scale = placedScale(backdrop, photo, placement);
  const across = placedAxis(backdrop.width, photo.width, scale.across, placement.x, 3, placement.flip);
  const down = placedAxis(backdrop.height, photo.height, scale.down, placement.y, backdrop.width * 3);
  let y = firstRow;
  return into => {
    blendRow(backdrop.data, down.first[y], down.second[y], down.share[y], across, into);
    y++;
  };
}

/** For each of `to` positions, the two samples of `from` that it lies between. @param shift share of `to` */
function placedAxis(
  from: number,
  to: number,
  scale: number,
  shift: number,
  stride: number,
  flip = false,
): Axis {
  const first = new Int32Array(to);
  const second = new Int32Array(to);
  const share = new Float32Array(to);
  for (let i = 0; i < to; i++) {
    const offset = (i + 0.5 - to * (0.5 + shift)) / scale;
    const centre = (flip ? -offset : offset) + from / 2 - 0.5;
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
