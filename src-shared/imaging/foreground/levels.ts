import type { Plane8, RgbImage } from '../image.ts';
import { MOVES, PAIR, READ, relax } from './relax.ts';

/** A photo and its alpha at the size of one level. */
export interface Picture {
  readonly photo: RgbImage;
  readonly alpha: Plane8;
  /** Where the subject's colour is asked for: `alpha`, or another plane of the same size. */
  readonly shown: Plane8;
}

/** Foreground and background. */
export interface Colours {
  readonly foreground: RgbImage;
  readonly background: RgbImage;
}

/** Gives memory for samples, whatever is in it. */
export type NewBytes = (length: number) => Uint8Array;

/** The colours that are looked for, from the coarsest level to the finest. */
export interface ColourLevels {
  /** Starts a level from what was found for the last one; the first one from two colours. */
  begin(level: Picture, first: readonly [Rgb, Rgb]): void;
  /** Relaxes every second pixel. */
  halfSweep(parity: 0 | 1): void;
  /** The last level's, the photo's own where they were not looked for. */
  colours(newBytes: NewBytes): Colours;
}

export type Rgb = readonly number[];

/** Sides up to which all pixels move. */
export const ALL_MOVE = 64;
/** Levels of alpha that are still as good as nothing, or all. */
export const NOTHING = 1;
export const ALL = 254;

interface Level extends Picture {
  readonly state: Uint8Array;
  readonly pairs: Float32Array;
}

/** The plain way: the oracle of the SIMD one, and its stand-in. */
export class PlainColourLevels implements ColourLevels {
  private level: Level | undefined;

  begin({ photo, alpha, shown }: Picture, first: readonly [Rgb, Rgb]) {
    const state = stateOf(alpha, shown);
    const level = { photo, alpha, shown, state, pairs: new Float32Array(alpha.data.length * PAIR) };
    if (this.level) startFrom(this.level, level);
    else level.pairs.set([...first[0], 0, ...first[1], 0]);
    this.level = level;
  }

  halfSweep(parity: 0 | 1) {
    const { photo, alpha, state, pairs } = this.level!;
    const { width, height } = photo;
    relax({ width, height, rgb: photo.data, alpha: alpha.data, state, pairs }, parity);
  }

  colours(newBytes: NewBytes): Colours {
    return coloursOf(this.level!, newBytes);
  }
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
function startFrom(below: Level, { photo, alpha, state, pairs }: Level) {
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

function coloursOf({ photo, state, pairs }: Level, newBytes: NewBytes): Colours {
  const [foreground, background] = [newBytes(photo.data.length), newBytes(photo.data.length)];
  for (const colours of [foreground, background]) colours.set(photo.data);
  for (let i = 0; i < state.length; i++) {
    if (state[i] === 0) continue;
    for (let c = 0; c < 3; c++) {
      foreground[i * 3 + c] = pairs[i * PAIR + c] + 0.5;
      background[i * 3 + c] = pairs[i * PAIR + c + 4] + 0.5;
    }
  }
  return { foreground: { ...photo, data: foreground }, background: { ...photo, data: background } };
}
