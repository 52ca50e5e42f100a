import type { Samples8 } from '../box-blur.ts';
import type { Plane8, RgbImage } from '../image.ts';
import { fillBand } from '../rows.ts';
import { relaxer } from '../simd/foreground.ts';
import { areaRowsSimd } from '../simd/resize-area.ts';
import { MOVES, PAIR, READ } from './relax.ts';

/**
 * The subject's own colours and those behind it, where both are in one pixel.
 *
 * Germer, Uelwer, Conrad & Harmeling, "Fast multi-level foreground estimation" (ICPR 2020): from one pixel up to
 * the picture's size, each level starts from the coarser one and is relaxed a few times. From the third level or so
 * on only the doubtful band moves: elsewhere the photo shows the one or the other as it is.
 */
export interface Colours {
  readonly foreground: RgbImage;
  readonly background: RgbImage;
}

/** Sides up to which all pixels move, and move more often. */
const ALL_MOVE = 64;
const SMALL = 32;
const SWEEPS = { small: 10, large: 2 };
/** Levels of alpha that are still as good as nothing, or all. */
const NOTHING = 1;
const ALL = 254;

/**
 * @param photo at any size, `alpha` at the same; both colours are the photo's own outside of the band
 * @param shown where the subject's colour is asked for, even if none of it was photographed there; the same size
 */
export function estimateColours(photo: RgbImage, alpha: Plane8, shown = alpha): Colours {
  const levels = pyramid(photo, alpha, shown);
  let below: Solved | undefined;
  const means = meansOf(photo, alpha);
  for (const level of levels) below = solveLevel(level, below, means);
  return below ? coloursOf(below) : { foreground: photo, background: photo };
}

interface Picture {
  readonly photo: RgbImage;
  readonly alpha: Plane8;
  readonly shown: Plane8;
}
interface Solved extends Picture {
  readonly state: Uint8Array;
  readonly pairs: Float32Array;
}

/** From one pixel upward. */
function pyramid(photo: RgbImage, alpha: Plane8, shown: Plane8): Picture[] {
  const { width, height } = photo;
  const count = Math.max(1, Math.ceil(Math.log2(Math.max(width, height))));
  const levels: Picture[] = [{ photo, alpha, shown }];
  for (let l = count - 1; l >= 0; l--) {
    const size = { width: levelSide(width, l / count), height: levelSide(height, l / count) };
    const finer = levels[0];
    const alphaHere = shrink({ ...finer.alpha, channels: 1 }, size);
    levels.unshift({
      photo: shrink({ ...finer.photo, channels: 3 }, size),
      alpha: alphaHere,
      shown: finer.shown === finer.alpha ? alphaHere : shrink({ ...finer.shown, channels: 1 }, size),
    });
  }
  return levels;
}

const levelSide = (side: number, share: number): number => Math.max(1, Math.round(side ** share));

function shrink(source: Samples8, { width, height }: { width: number; height: number }): Plane8 {
  const data = new Uint8Array(width * height * source.channels);
  fillBand(areaRowsSimd(source, width, height, 0), data, width * source.channels, { first: 0, end: height });
  return { width, height, data };
}

function solveLevel({ photo, alpha, shown }: Picture, below: Solved | undefined, means: Means): Solved {
  const { width, height } = photo;
  const state = stateOf(alpha, shown);
  const relaxing = relaxer({ width, height, rgb: photo.data, alpha: alpha.data, state });
  const level = { photo, alpha, shown, state, pairs: relaxing.pairs };
  if (below) startFrom(below, level);
  else level.pairs.set([...means.subject, 0, ...means.behind, 0]);
  const sweeps = Math.max(width, height) <= SMALL ? SWEEPS.small : SWEEPS.large;
  for (let i = 0; i < sweeps; i++) {
    relaxing.halfSweep(0);
    relaxing.halfSweep(1);
  }
  return level;
}

/** Which pixels move (the doubtful ones and their neighbours), and which are read by those. */
export function stateOf({ width, height, data }: Plane8, shown: Plane8): Uint8Array {
  if (Math.max(width, height) <= ALL_MOVE) return new Uint8Array(data.length).fill(MOVES);
  const state = new Uint8Array(data.length);
  for (let y = 0, i = 0; y < height; y++) {
    const [above, below] = [Math.max(0, y - 1), Math.min(height - 1, y + 1)];
    for (let x = 0; x < width; x++, i++) {
      if ((data[i] <= NOTHING && shown.data[i] <= NOTHING) || data[i] >= ALL) continue;
      const [left, end] = [Math.max(0, x - 1), Math.min(width, x + 2)];
      for (let row = above; row <= below; row++) state.fill(MOVES, row * width + left, row * width + end);
    }
  }
  markRead(state, width);
  return state;
}

function markRead(state: Uint8Array, width: number) {
  const mark = (i: number) => {
    if (state[i] === 0) state[i] = READ;
  };
  for (let i = 0; i < state.length; i++) {
    if (state[i] !== MOVES) continue;
    if (i >= width) mark(i - width);
    if (i + width < state.length) mark(i + width);
    if (i % width > 0) mark(i - 1);
    if (i % width < width - 1) mark(i + 1);
  }
}

/** Each pixel starts from what was found for the coarser one that it lies in. */
function startFrom(below: Solved, { photo, alpha, state, pairs }: Solved) {
  const { width, height } = photo;
  const source = below.photo;
  for (let y = 0, i = 0; y < height; y++) {
    const row = Math.floor(((y + 0.5) * source.height) / height) * source.width;
    for (let x = 0; x < width; x++, i++) {
      if (state[i] === 0) continue;
      const from = row + Math.floor(((x + 0.5) * source.width) / width);
      if (below.state[from] > 0) pairs.set(below.pairs.subarray(from * PAIR, from * PAIR + PAIR), i * PAIR);
      else setBoth(pairs, i, source.data, from);
      if (state[i] === READ) setShown(pairs, i, photo.data, alpha.data[i]);
    }
  }
}

function setBoth(pairs: Float32Array, i: number, rgb: Uint8Array, from: number) {
  for (let c = 0; c < 3; c++) pairs[i * PAIR + c] = pairs[i * PAIR + c + 4] = rgb[from * 3 + c];
}

/** Where only one of the two shows, the photo tells its colour. */
function setShown(pairs: Float32Array, i: number, rgb: Uint8Array, level: number) {
  const to = i * PAIR + (level > 127 ? 0 : 4);
  for (let c = 0; c < 3; c++) pairs[to + c] = rgb[i * 3 + c];
}

function coloursOf({ photo, state, pairs }: Solved): Colours {
  const [foreground, background] = [photo.data.slice(), photo.data.slice()];
  for (let i = 0; i < state.length; i++) {
    if (state[i] === 0) continue;
    for (let c = 0; c < 3; c++) {
      foreground[i * 3 + c] = pairs[i * PAIR + c] + 0.5;
      background[i * 3 + c] = pairs[i * PAIR + c + 4] + 0.5;
    }
  }
  return { foreground: { ...photo, data: foreground }, background: { ...photo, data: background } };
}

type Rgb = readonly number[];
interface Means {
  readonly subject: Rgb;
  readonly behind: Rgb;
}

/** Rows apart that are looked at for the mean colours: they only start the first level. */
const ROWS_APART = 4;

/** The mean colours of what surely is the subject, and surely is not. */
function meansOf({ width, height, data }: RgbImage, alpha: Plane8): Means {
  const sums = [new Float64Array(4), new Float64Array(4)];
  for (let y = 0; y < height; y += ROWS_APART) {
    for (let i = y * width; i < (y + 1) * width; i++) {
      const level = alpha.data[i];
      if (level > 25 && level < 230) continue;
      const sum = sums[level >= 230 ? 0 : 1];
      sum[3]++;
      for (let c = 0; c < 3; c++) sum[c] += data[i * 3 + c];
    }
  }
  const [subject, behind] = sums.map(sum =>
    [...sum.subarray(0, 3)].map(value => value / Math.max(1, sum[3])),
  );
  return { subject, behind };
}
