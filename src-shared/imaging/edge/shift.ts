import type { Plane8 } from '../image.ts';
import type { Band } from '../rows.ts';

/** Half the lengths of the two kinds of lines whose sum is an octagon: straight ones, and slanted ones in diagonal steps. */
export interface OctagonLines {
  readonly straight: number;
  readonly slanted: number;
}

/**
 * The regular octagon that reaches `radius` along the axes and the diagonals, as the sum of four lines (Adams, "Radial
 * decomposition of disks and spheres", CVGIP 1993). Between them it reaches up to 8 % further.
 */
export function octagonLines(radius: number): OctagonLines {
  const slanted = radius / (2 + Math.SQRT2);
  return { straight: slanted * Math.SQRT2, slanted };
}

/** A line through every sample of a sheet: the way from one sample to the next in memory, and how many steps to each side. */
export interface Line {
  readonly step: number;
  readonly reach: number;
}

/**
 * Every sample becomes the most of those along a line through it, one line after the other.
 * @param sheet may be written over
 * @returns good until the next call
 */
export type Widen = (sheet: Uint8Array, lines: readonly Line[]) => Uint8Array;

/**
 * Moves a matte's edge: each pixel takes the most (or, inward, the least) of alpha within an octagon of that radius, so
 * that soft edges stay as soft as they are. Between pixels alpha counts as a straight line, which makes parts of pixels
 * count as well. What lies outside of the picture has no say.
 * @param shift pixels: out of the subject, or into it where negative
 * @param levels what each level becomes at the end, 256 of them
 * @param into of the same size; only the band's rows are written
 */
export function shiftEdge(
  alpha: Plane8,
  shift: number,
  levels: Uint8Array,
  into: Plane8,
  band: Band,
  widen: Widen = plainWiden,
) {
  const { straight, slanted } = octagonLines(Math.abs(shift));
  const sheet = spread(alpha, shift < 0, Math.ceil(straight) + 2 * Math.ceil(slanted), band);
  const { stride } = sheet;
  const widened = widen(sheet.data, [
    { step: 1, reach: straight },
    { step: stride, reach: straight },
    { step: stride + 1, reach: slanted },
    { step: stride - 1, reach: slanted },
  ]);
  const told = shift < 0 ? levels.toReversed() : levels;
  const { width } = alpha;
  for (let y = band.first; y < band.end; y++) {
    const from = sheet.rowAt(y);
    for (let x = 0, to = y * width; x < width; x++, to++) into.data[to] = told[widened[from + x]];
  }
}

/**
 * Rows with so much nothing round them that a line in any direction is a constant step through memory, and what is
 * carried over the end of one row never comes back into the next.
 */
interface Sheet {
  readonly data: Uint8Array;
  readonly stride: number;
  /** Where a row of the picture begins. */
  rowAt(y: number): number;
}

/** Copies what a band's result depends on; inward is outward for the complement. */
function spread({ width, height, data }: Plane8, complement: boolean, reach: number, band: Band): Sheet {
  const margin = reach + 1;
  const stride = width + 2 * margin;
  const sheet = new Uint8Array(stride * (band.end - band.first + 2 * margin));
  const rowAt = (y: number) => (y - band.first + margin) * stride + margin;
  const end = Math.min(height, band.end + reach);
  for (let y = Math.max(0, band.first - reach); y < end; y++) {
    const row = data.subarray(y * width, (y + 1) * width);
    const to = rowAt(y);
    if (complement) for (let x = 0; x < width; x++) sheet[to + x] = 255 - row[x];
    else sheet.set(row, to);
  }
  return { data: sheet, stride, rowAt };
}

/** Whole steps of a line's reach, and the 256ths of the one that it does not reach. */
export function stepsOf({ reach }: Line): { whole: number; part: number } {
  const whole = Math.floor(reach);
  return { whole, part: Math.min(255, Math.round((reach - whole) * 256)) };
}

/** The most along half of a line tells that along all of it: so the cost hardly grows with its length. */
export function plainWiden(sheet: Uint8Array, lines: readonly Line[]): Uint8Array {
  let data = sheet;
  let spare: Uint8Array = new Uint8Array(sheet.length);
  for (const line of lines) {
    const { whole, part } = stepsOf(line);
    spare.set(data);
    raiseAlong(spare, line.step, 2 * whole + 1);
    spare.copyWithin(whole * line.step, 0, spare.length - whole * line.step);
    if (part > 0) raiseToEnds(spare, data, line.step, whole, part);
    [data, spare] = [spare, data];
  }
  return data;
}

/** In place: the most of `count` samples from each on; twice as many at a time. */
function raiseAlong(data: Uint8Array, step: number, count: number) {
  let held = 1;
  for (; held * 2 <= count; held *= 2) raise(data, held * step);
  if (held < count) raise(data, (count - held) * step);
}

function raise(data: Uint8Array, ahead: number) {
  const end = data.length - ahead;
  for (let i = 0; i < end; i++) if (data[i + ahead] > data[i]) data[i] = data[i + ahead];
}

/** The line's two ends lie between samples. @param part 0…255 of the 256 from the last whole step to the next */
function raiseToEnds(into: Uint8Array, data: Uint8Array, step: number, whole: number, part: number) {
  const near = whole * step;
  const far = near + step;
  const end = data.length - far;
  for (let i = far; i < end; i++) {
    const before = (data[i - near] * (256 - part) + data[i - far] * part + 128) >> 8;
    const after = (data[i + near] * (256 - part) + data[i + far] * part + 128) >> 8;
    const most = before > after ? before : after;
    if (most > into[i]) into[i] = most;
  }
}
