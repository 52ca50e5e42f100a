/** From a network's answer to scores on a part of a picture. */
import type { Box, Size } from './geometry.ts';

/** Numbers for each pixel and class: `data[(y · width + x) · classes + class]`. */
export interface Scores extends Size {
  readonly classes: number;
  readonly data: Float32Array;
}

/**
 * How the answer's pixels lie over the input's. `corners`: the outermost centres of both coincide (TensorFlow's
 * align_corners). `centres`: both cover the same area.
 */
export type Grid = 'corners' | 'centres';

export interface Sampling {
  /** The network's input, and where the box lies in it. */
  readonly input: Size;
  readonly at: Box;
  readonly grid: Grid;
  readonly flipped: boolean;
}

/**
 * Samples an answer, bilinearly, where the box's pixels are.
 *
 * @param size of the result: the box in as many pixels
 */
export function sampleAnswer(answer: Scores, size: Size, { input, at, grid, flipped }: Sampling): Scores {
  const { classes } = answer;
  const across = axis(
    answer.width,
    size.width,
    { from: at.left, over: at.width },
    input.width,
    grid,
    flipped,
  );
  const down = axis(answer.height, size.height, { from: at.top, over: at.height }, input.height, grid, false);
  const data = new Float32Array(size.width * size.height * classes);
  const row = new Float32Array(answer.width * classes);
  for (let y = 0; y < size.height; y++) {
    mixRows(answer.data, row, down.first[y], down.second[y], down.share[y]);
    const into = data.subarray(y * size.width * classes, (y + 1) * size.width * classes);
    sampleRow(row, into, across, classes);
  }
  return { ...size, classes, data };
}

/** For each new pixel the two old ones that it lies between, and the share of the second. */
interface Axis {
  readonly first: Int32Array;
  readonly second: Int32Array;
  readonly share: Float32Array;
}

function axis(
  from: number,
  to: number,
  part: { from: number; over: number },
  whole: number,
  grid: Grid,
  flipped: boolean,
): Axis {
  const result = { first: new Int32Array(to), second: new Int32Array(to), share: new Float32Array(to) };
  for (let i = 0; i < to; i++) {
    const along = ((i + 0.5) * part.over) / to;
    const position = part.from + (flipped ? part.over - along : along) - 0.5;
    const place =
      grid === 'corners'
        ? (position * (from - 1)) / Math.max(1, whole - 1)
        : ((position + 0.5) * from) / whole - 0.5;
    const inside = Math.min(Math.max(place, 0), from - 1);
    result.first[i] = Math.floor(inside);
    result.second[i] = Math.min(from - 1, result.first[i] + 1);
    result.share[i] = inside - result.first[i];
  }
  return result;
}

function mixRows(data: Float32Array, into: Float32Array, first: number, second: number, share: number): void {
  const [a, b] = [first * into.length, second * into.length];
  for (let i = 0; i < into.length; i++) into[i] = data[a + i] + (data[b + i] - data[a + i]) * share;
}

function sampleRow(
  row: Float32Array,
  into: Float32Array,
  { first, second, share }: Axis,
  classes: number,
): void {
  for (let x = 0, to = 0; x < first.length; x++) {
    const [a, b, part] = [first[x] * classes, second[x] * classes, share[x]];
    for (let c = 0; c < classes; c++) into[to++] = row[a + c] + (row[b + c] - row[a + c]) * part;
  }
}

/** In place: each pixel's scores become probabilities that sum to 1. */
export function softmax({ data, classes }: Scores): void {
  for (let at = 0; at < data.length; at += classes) {
    let most = data[at];
    for (let c = 1; c < classes; c++) most = Math.max(most, data[at + c]);
    let sum = 0;
    for (let c = 0; c < classes; c++) sum += data[at + c] = Math.exp(data[at + c] - most);
    for (let c = 0; c < classes; c++) data[at + c] /= sum;
  }
}

/** In place: each score becomes a probability of its own. */
export function sigmoid({ data }: Scores): void {
  for (let i = 0; i < data.length; i++) data[i] = 1 / (1 + Math.exp(-data[i]));
}

/** @returns the class with the highest score, for each pixel; the first of equals */
export function labelsOf({ data, classes, width, height }: Scores): Uint8Array {
  const labels = new Uint8Array(width * height);
  for (let pixel = 0, at = 0; pixel < labels.length; pixel++, at += classes) {
    let best = 0;
    for (let c = 1; c < classes; c++) if (data[at + c] > data[at + best]) best = c;
    labels[pixel] = best;
  }
  return labels;
}
