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

/**
 * Moves a matte's edge: each pixel takes the most (or, inward, the least) of alpha within an octagon of that radius, so
 * that soft edges stay as soft as they are. Between pixels alpha counts as a straight line, which makes parts of pixels
 * count as well. What lies outside of the picture has no say.
 * @param shift pixels: out of the subject, or into it where negative
 * @param levels what each level becomes at the end, 256 of them
 * @param into of the same size; only the band's rows are written
 */
export function shiftEdge(alpha: Plane8, shift: number, levels: Uint8Array, into: Plane8, band: Band) {
  const lines = octagonLines(Math.abs(shift));
  const sheet = spread(alpha, shift < 0, reachOf(lines), band);
  const { stride } = sheet;
  sheet.widen(1, lines.straight);
  sheet.widen(stride, lines.straight);
  sheet.widen(stride + 1, lines.slanted);
  sheet.widen(stride - 1, lines.slanted);
  const told = shift < 0 ? levels.toReversed() : levels;
  const { width } = alpha;
  for (let y = band.first; y < band.end; y++) {
    const from = sheet.rowAt(y);
    for (let x = 0, to = y * width; x < width; x++, to++) into.data[to] = told[sheet.data[from + x]];
  }
}

const reachOf = ({ straight, slanted }: OctagonLines): number => Math.ceil(straight) + 2 * Math.ceil(slanted);

/** Copies what a band's result depends on; inward is outward for the complement. */
function spread({ width, height, data }: Plane8, complement: boolean, reach: number, band: Band): Sheet {
  const sheet = new Sheet(width, band, reach);
  const end = Math.min(height, band.end + reach);
  for (let y = Math.max(0, band.first - reach); y < end; y++) {
    const row = data.subarray(y * width, (y + 1) * width);
    const to = sheet.rowAt(y);
    if (complement) for (let x = 0; x < width; x++) sheet.data[to + x] = 255 - row[x];
    else sheet.data.set(row, to);
  }
  return sheet;
}

/**
 * Rows with so much nothing round them that a line in any direction is a constant step through memory, and what is
 * carried over the end of one row never comes back into the next.
 */
class Sheet {
  data: Uint8Array;
  readonly stride: number;
  private spare: Uint8Array;
  private readonly top: number;
  private readonly margin: number;

  constructor(width: number, { first, end }: Band, reach: number) {
    this.margin = reach + 1;
    this.stride = width + 2 * this.margin;
    this.top = first - this.margin;
    this.data = new Uint8Array(this.stride * (end - first + 2 * this.margin));
    this.spare = new Uint8Array(this.data.length);
  }

  /** Where a row of the picture begins. */
  rowAt(y: number): number {
    return (y - this.top) * this.stride + this.margin;
  }

  /** Every sample becomes the most of those along a line through it. @param half its length, in steps */
  widen(step: number, half: number) {
    const whole = Math.floor(half);
    const part = Math.round((half - whole) * 256);
    const { data, spare } = this;
    spare.set(data);
    raiseAlong(spare, step, 2 * whole + 1);
    spare.copyWithin(whole * step, 0, spare.length - whole * step);
    if (part > 0) raiseToEnds(spare, data, step, whole, part);
    this.data = spare;
    this.spare = data;
  }
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

/** The line's two ends lie between samples. @param part 0…256 of the way from the last whole step to the next */
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
