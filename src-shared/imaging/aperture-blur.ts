import type { Chord } from './aperture.ts';
import type { SamplesF } from './image.ts';

/** Makes a row of a blurred picture; what it gives is good until the next call. */
export type BlurredRow = (y: number) => Float32Array;

/**
 * The mean under an opening that is laid over each pixel; what lies outside of the picture is 0. Every row is summed
 * up from its left end once, so that a chord costs two look-ups whatever its length (Crow, "Summed-area tables for
 * texture mapping", SIGGRAPH 1984, in one dimension), and its ends may lie between pixels.
 *
 * @param source any number of channels; for a picture: light times weight, and the weight
 * @param chords of the opening, see `chordsOf`
 */
export function apertureRows(source: SamplesF, chords: readonly Chord[]): BlurredRow {
  const sums = new RowSums(source);
  const row = new Float32Array(source.width * source.channels);
  const scale = 1 / areaOf(chords);
  return y => {
    row.fill(0);
    for (const { row: below, half, covered } of chords) {
      const from = y + below;
      if (from < 0 || from >= source.height) continue;
      addChord(sums.of(from), half, covered * scale, source, row);
    }
    sums.forget(y + chords[0].row);
    return row;
  };
}

/** In pixels. */
export const areaOf = (chords: readonly Chord[]): number =>
  chords.reduce((area, { half, covered }) => area + 2 * half * covered, 0);

/** Running sums of the rows that are needed now: `sums[x]` is of the pixels left of `x`. */
class RowSums {
  private readonly source: SamplesF;
  private readonly known = new Map<number, Float32Array>();

  constructor(source: SamplesF) {
    this.source = source;
  }

  of(y: number): Float32Array {
    const known = this.known.get(y);
    if (known) return known;
    const sums = sumRow(this.source, y);
    this.known.set(y, sums);
    return sums;
  }

  forget(y: number) {
    this.known.delete(y);
  }
}

function sumRow({ width, channels, data }: SamplesF, y: number): Float32Array {
  const sums = new Float32Array((width + 1) * channels);
  const from = y * width * channels;
  for (let i = 0; i < width * channels; i++) sums[i + channels] = sums[i] + data[from + i];
  return sums;
}

/** Adds the sum of what lies within `half` pixels of each pixel's middle. */
function addChord(
  sums: Float32Array,
  half: number,
  scale: number,
  { width, channels }: SamplesF,
  into: Float32Array,
) {
  for (let x = 0; x < width; x++) {
    const right = Math.min(width, x + 0.5 + half);
    const left = Math.max(0, x + 0.5 - half);
    for (let c = 0; c < channels; c++) {
      into[x * channels + c] += (sumTo(sums, right, channels, c) - sumTo(sums, left, channels, c)) * scale;
    }
  }
}

/** The sum up to a place between pixels. */
function sumTo(sums: Float32Array, place: number, channels: number, c: number): number {
  const whole = Math.floor(place);
  const before = sums[whole * channels + c];
  const share = place - whole;
  return share === 0 ? before : before + (sums[(whole + 1) * channels + c] - before) * share;
}
