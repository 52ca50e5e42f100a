import { copyBytes } from './copy-bytes.ts';
import { expanded } from './highlights.ts';
import type { Plane8, RgbImage, SamplesF } from './image.ts';
import { type Spans, spans } from './resize-area.ts';
import type { Band } from './rows.ts';
import { linearOf } from './srgb.ts';

/** What a blur of the background starts from. All pictures but the result are of one size. */
export interface Weighing {
  readonly photo: RgbImage;
  /** The subject, which does not count: 0 … 255. None: all of the photo counts. */
  readonly subject?: Plane8 | undefined;
  /** What of the photo is there at all. */
  readonly present?: Plane8 | undefined;
  /** See `highlightBend`. */
  readonly bend: number;
}

/**
 * The background's light, shrunk by area: linear light times weight, and the weight, 0…1 (Porter & Duff, "Compositing
 * digital images", SIGGRAPH 1984, on premultiplied colour). Weighed before it is shrunk, and a pixel that is mixed on
 * the subject's edge hardly counts (`shownAt`): most of its light may be the subject's.
 * @param into four channels, at most as large as the photo; the band's rows are written
 */
export function weighLight(weighing: Weighing, into: SamplesF, band: Band) {
  const { width, height } = weighing.photo;
  const gain = gainTable(weighing.bend);
  const weights = weightTable(weighing);
  const subject = new Uint8Array(width);
  const column = new Float32Array(width * 4);
  const across = spans(width, into.width);
  const down = spans(height, into.height);
  for (let y = band.first; y < band.end; y++) {
    column.fill(0);
    for (let k = down.start[y], row = down.first[y]; k < down.start[y + 1]; k++, row++) {
      subjectRow(weighing, row, subject);
      addRow(rowOf(weighing.photo, row), subject, { gain, weights, share: down.shares[k] }, column);
    }
    shrinkRow(column, across, into.data.subarray(y * into.width * 4, (y + 1) * into.width * 4));
  }
}

/**
 * Weight of a pixel by the subject's level: (1 − alpha)⁴. By 1 − alpha alone, a bright rim before something dark leaves a
 * grey haze in the blur, since a mixed pixel's light is not the background's; what is left out is filled in.
 */
const shownAt: Float32Array = Float32Array.from({ length: 256 }, (_, level) => (1 - level / 255) ** 4);

const plainly: Float32Array = Float32Array.from({ length: 256 }, (_, level) => 1 - level / 255);

/** Weight by what `subjectRow` says, which has the pixel's own presence in it where there is one. */
export const weightTable = ({ present }: Weighing): Float32Array => (present ? plainly : shownAt);

/** How many times its light a pixel stands for, by the level of its strongest channel. */
export const gainTable = (bend: number): Float32Array =>
  linearOf.map(light => (light > 0 ? expanded(light, bend) / light : 1));

export const rowOf = ({ width, data }: RgbImage, y: number): Uint8Array =>
  data.subarray(y * width * 3, (y + 1) * width * 3);

/** What does not count of a row: the subject, and what is not there. */
export function subjectRow({ subject, present, photo: { width } }: Weighing, y: number, into: Uint8Array) {
  if (subject) copyBytes(subject.data.subarray(y * width, (y + 1) * width), into);
  else into.fill(0);
  if (!present) return;
  for (let x = 0; x < width; x++) into[x] = 255.5 - shownAt[into[x]] * present.data[y * width + x];
}

interface Counts {
  readonly gain: Float32Array;
  readonly weights: Float32Array;
  readonly share: number;
}

function addRow(rgb: Uint8Array, subject: Uint8Array, { gain, weights, share }: Counts, sums: Float32Array) {
  for (let x = 0, p = 0; x < subject.length; x++, p += 3) {
    const weight = weights[subject[x]] * share;
    const light = weight * gain[Math.max(rgb[p], rgb[p + 1], rgb[p + 2])];
    for (let c = 0; c < 3; c++) sums[x * 4 + c] += linearOf[rgb[p + c]] * light;
    sums[x * 4 + 3] += weight;
  }
}

function shrinkRow(row: Float32Array, { first, start, shares }: Spans, into: Float32Array) {
  into.fill(0);
  for (let x = 0; x < first.length; x++) {
    for (let k = start[x], i = first[x]; k < start[x + 1]; k++, i++) {
      for (let c = 0; c < 4; c++) into[x * 4 + c] += row[i * 4 + c] * shares[k];
    }
  }
}
