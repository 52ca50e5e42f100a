import { boxMean } from '../box-mean.ts';
import type { Plane8, PlaneF, RgbImage } from '../image.ts';
import type { Band } from '../rows.ts';
import type { KeyModel } from './key-model.ts';
import { screenShare } from './screen-axes.ts';

export interface KeyEnds {
  /** Alpha up to which all is screen, and from 1 − which on all is subject. */
  readonly low: number;
  readonly high: number;
  /** The colours hold half the detail of the light, as in most JPEGs and in every camera: alpha takes it from there. */
  readonly sharpen: boolean;
}

/** Rows that are worked on at once: few enough to stay in the cache. */
const STRIP = 64;
const RADIUS = 4;
/** The window, and the smoothing before it. */
const MARGIN = RADIUS + 2;

/**
 * Alpha of a band from the screen's share of each pixel. Chroma that is stored at half the size has no strand of hair
 * in it, but luma has: where alpha and the luma that is as soft go together, alpha takes the rest of the luma too
 * (detail injection by local regression, as Aiazzi et al., "Context-driven fusion of high spatial and spectral
 * resolution images", IEEE TGRS 40(10), 2002).
 */
export function keyBand(photo: RgbImage, model: KeyModel, ends: KeyEnds, into: Plane8, band: Band) {
  for (let first = band.first; first < band.end; first += STRIP) {
    const strip = { first, end: Math.min(first + STRIP, band.end) };
    const margin = ends.sharpen ? MARGIN : 0;
    const reach = { first: Math.max(0, first - margin), end: Math.min(photo.height, strip.end + margin) };
    const soft = softAlpha(photo, model, reach);
    const alpha = ends.sharpen ? sharpened(photo, soft, reach) : soft;
    writeStrip(alpha.data, (strip.first - reach.first) * photo.width, ends, into, strip);
  }
}

/** Alpha as the chroma has it, not cut off at its ends. */
export function softAlpha({ width, height, data }: RgbImage, model: KeyModel, { first, end }: Band): PlaneF {
  const alpha = new Float32Array(width * (end - first));
  const columns = cellsBetween(width, model.width);
  const rows = cellsBetween(height, model.height);
  for (let y = first, i = 0, p = first * width * 3; y < end; y++) {
    const { gain, slope } = mixedRow(model, rows.first[y], rows.second[y], rows.share[y]);
    for (let x = 0; x < width; x++, i++, p += 3) {
      const left = columns.first[x];
      const right = columns.second[x];
      const share = columns.share[x];
      const q = screenShare(model.axes, data[p], data[p + 1], data[p + 2]);
      const before = gain[left] - slope[left] * q;
      alpha[i] = before + (gain[right] - slope[right] * q - before) * share;
    }
  }
  return { width, height: end - first, data: alpha };
}

/** For each of `to` positions, the two cells that it lies between. */
function cellsBetween(to: number, cells: number) {
  const first = new Int32Array(to);
  const second = new Int32Array(to);
  const share = new Float32Array(to);
  for (let i = 0; i < to; i++) {
    const at = Math.min(Math.max(((i + 0.5) * cells) / to - 0.5, 0), cells - 1);
    first[i] = Math.floor(at);
    second[i] = Math.min(first[i] + 1, cells - 1);
    share[i] = at - first[i];
  }
  return { first, second, share };
}

function mixedRow({ width, gain, slope }: KeyModel, upper: number, lower: number, share: number) {
  const mixed = (plane: Float32Array) => {
    const below = plane.subarray(lower * width, (lower + 1) * width);
    return plane
      .subarray(upper * width, (upper + 1) * width)
      .map((value, i) => value + (below[i] - value) * share);
  };
  return { gain: mixed(gain), slope: mixed(slope) };
}

/** Levels of luma below which its changes are noise. */
const QUIET = 4;

/** Alpha with the luma's fine detail. @param reach the rows of the photo that `alpha` holds */
export function sharpened(photo: RgbImage, alpha: PlaneF, { first }: Band): PlaneF {
  const { width, height, data } = alpha;
  const luma = lumaOf(photo, first, height);
  const soft = softened(luma);
  const moments = new Float32Array(data.length * 4);
  for (let i = 0, m = 0; i < data.length; i++, m += 4) {
    const a = Math.min(Math.max(data[i], 0), 1);
    moments[m] = soft.data[i];
    moments[m + 1] = a;
    moments[m + 2] = soft.data[i] * a;
    moments[m + 3] = soft.data[i] ** 2;
  }
  const means = boxMean({ width, height, channels: 4, data: moments }, RADIUS);
  const sharp = new Float32Array(data.length);
  for (let i = 0, m = 0; i < data.length; i++, m += 4) {
    const covariance = means[m + 2] - means[m] * means[m + 1];
    const variance = Math.max(0, means[m + 3] - means[m] * means[m]);
    sharp[i] = data[i] + ((luma.data[i] - soft.data[i]) * covariance) / (variance + QUIET ** 2);
  }
  return { width, height, data: sharp };
}

function lumaOf({ width, data }: RgbImage, firstRow: number, height: number): PlaneF {
  const luma = new Float32Array(width * height);
  for (let i = 0, p = firstRow * width * 3; i < luma.length; i++, p += 3)
    luma[i] = 0.299 * data[p] + 0.587 * data[p + 1] + 0.114 * data[p + 2];
  return { width, height, data: luma };
}

/** As soft as chroma that was halved and brought back: weights 1 4 6 4 1 along both axes, the edge repeated. */
function softened({ width, height, data }: PlaneF): PlaneF {
  const row = (y: number) => Math.min(Math.max(y, 0), height - 1) * width;
  const down = new Float32Array(data.length);
  for (let y = 0, i = 0; y < height; y++) {
    const [a, b, c, d] = [row(y - 2), row(y - 1), row(y + 1), row(y + 2)];
    for (let x = 0; x < width; x++, i++)
      down[i] = (6 * data[i] + 4 * (data[b + x] + data[c + x]) + data[a + x] + data[d + x]) / 16;
  }
  const soft = new Float32Array(data.length);
  for (let y = 0; y < height; y++)
    softenRow(down.subarray(y * width, (y + 1) * width), soft.subarray(y * width));
  return { width, height, data: soft };
}

function softenRow(row: Float32Array, into: Float32Array) {
  const last = row.length - 1;
  for (let x = 0; x <= last; x++) {
    const near = row[x > 0 ? x - 1 : 0] + row[x < last ? x + 1 : last];
    const far = row[x > 1 ? x - 2 : 0] + row[x + 1 < last ? x + 2 : last];
    into[x] = (6 * row[x] + 4 * near + far) / 16;
  }
}

function writeStrip(alpha: Float32Array, from: number, { low, high }: KeyEnds, into: Plane8, strip: Band) {
  const { width, data } = into;
  const scale = 255 / (1 - low - high);
  for (let i = strip.first * width, a = from; i < strip.end * width; i++, a++)
    data[i] = Math.min(Math.max((alpha[a] - low) * scale, 0), 255) + 0.5;
}
