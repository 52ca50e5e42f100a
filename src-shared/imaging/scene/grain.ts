import { MOST_LINK, type Noise, NOISE_BANDS } from './noise.ts';

/**
 * A photo's own grain, for what was blurred or replaced. It is cut from one tile of noise, made by an integer hash, so
 * that the window and export lay the same grain on the same pixel of the photo. Each block of the photo takes the tile
 * from another place, as film grain is coded in AV1 (Norkin, Birkbeck, "Film grain synthesis for AV1 video codec",
 * DCC 2018): a pattern that came again every so many pixels would be seen.
 */

/** Side of the tile, in pixels: a power of two. */
export const GRAIN_SIDE = 128;
/** Side of the blocks that are cut from it, and the step between the places: smaller versions stay in step with both. */
export const GRAIN_BLOCK = 64;
export const GRAIN_STEP = 4;
/** What the tile holds for one standard deviation of luma. */
export const GRAIN_UNIT = 24;
/** Bytes a pixel: red, green, blue, and nothing. */
export const GRAIN_BYTES = 4;

/** Well mixed 32 bits (Wellons, "Prospecting for hash functions", 2018: lowbias32). */
export function hash(value: number): number {
  let bits = value >>> 0;
  bits = Math.imul(bits ^ (bits >>> 16), 0x7feb352d);
  bits = Math.imul(bits ^ (bits >>> 15), 0x846ca68b);
  return (bits ^ (bits >>> 16)) >>> 0;
}

/** The tile of a photo's grain, signed; its ends fit each other. */
export function grainTile({ chroma, lumaLink, chromaLink }: Noise): Int8Array {
  const luma = linkedNoise(1, lumaLink);
  const blue = linkedNoise(2, chromaLink);
  const red = linkedNoise(3, chromaLink);
  const tile = new Int8Array(luma.length * GRAIN_BYTES);
  for (let i = 0, to = 0; i < luma.length; i++, to += GRAIN_BYTES) {
    // ITU-R BT.601.
    tile[to] = levelOf(luma[i] + chroma * 1.402 * red[i]);
    tile[to + 1] = levelOf(luma[i] - chroma * (0.344 * blue[i] + 0.714 * red[i]));
    tile[to + 2] = levelOf(luma[i] + chroma * 1.772 * blue[i]);
  }
  return tile;
}

const levelOf = (noise: number): number => Math.round(Math.min(127, Math.max(-127, noise * GRAIN_UNIT)));

/** Noise of deviation 1, all but normal, of which a pixel and the next one share so much. */
function linkedNoise(seed: number, link: number): Float32Array {
  const pixels = GRAIN_SIDE * GRAIN_SIDE;
  const noise = new Float32Array(pixels);
  for (let i = 0; i < pixels; i++) noise[i] = plainNoise(hash(seed * pixels + i));
  if (link <= 0) return noise;
  const side = linkShare(Math.min(link, MOST_LINK));
  return smoothed(smoothed(noise, side, 1), side, GRAIN_SIDE);
}

/** The sum of four bytes of a hash, centred and scaled. */
const plainNoise = (bits: number): number =>
  ((bits & 255) + ((bits >>> 8) & 255) + ((bits >>> 16) & 255) + (bits >>> 24) - 510) / BYTES_DEVIATION;

const BYTES_DEVIATION = Math.sqrt((4 * (256 ** 2 - 1)) / 12);

/** What the neighbours on each side weigh in a mean of three, so that the means of neighbours correlate like this. */
const linkShare = (link: number): number =>
  (1 + 2 * link - Math.sqrt((1 + 2 * link) ** 2 - link * (6 * link + 4))) / (6 * link + 4);

/** The weighted mean of three along one axis, its deviation 1 again. @param step from one to the next */
function smoothed(noise: Float32Array, side: number, step: number): Float32Array {
  const middle = 1 - 2 * side;
  const scale = 1 / Math.hypot(middle, side, side);
  const into = new Float32Array(noise.length);
  // Round the ends of a row, or of all rows.
  const last = step * (GRAIN_SIDE - 1);
  for (let i = 0; i < noise.length; i++) {
    const place = i & last;
    const before = noise[place === 0 ? i + last : i - step];
    const after = noise[place === last ? i - last : i + step];
    into[i] = (middle * noise[i] + side * (before + after)) * scale;
  }
  return into;
}

/** Where in the tile a block of the photo begins, in pixels. */
export function blockPlace(column: number, row: number): { x: number; y: number } {
  const bits = hash(row * 65536 + column);
  const places = GRAIN_SIDE / GRAIN_STEP;
  return { x: (bits % places) * GRAIN_STEP, y: ((bits >>> 8) % places) * GRAIN_STEP };
}

/** A photo's grain, ready to be laid on. */
export interface Grain {
  readonly tile: Int8Array;
  /** Levels for one of the tile's, by the luma of what it is laid on: 256 of them. */
  readonly strength: Float32Array;
}

/** @param amount 0…1 of the photo's own */
export const grainOf = (noise: Noise, amount: number): Grain => ({
  tile: grainTile(noise),
  strength: Float32Array.from({ length: 256 }, (_, luma) => (amount * noiseAt(noise, luma)) / GRAIN_UNIT),
});

/** Deviation at a luma 0…255, straight between the middles of the bands. */
export function noiseAt({ luma }: Noise, level: number): number {
  const at = Math.min(NOISE_BANDS - 1, Math.max(0, ((level + 0.5) * NOISE_BANDS) / 256 - 0.5));
  const band = Math.min(NOISE_BANDS - 2, Math.floor(at));
  return luma[band] + (luma[band + 1] - luma[band]) * (at - band);
}

/** What of a photo's grain is lost in a blur: of white noise, a Gaussian of deviation σ leaves 1 / 4πσ² of the variance. */
export const lostGrain = (sigma: number): number => Math.sqrt(1 - 1 / (1 + 4 * Math.PI * sigma ** 2));

/** The tile's samples for a row of the photo, `GRAIN_BYTES` a pixel. */
export function grainRow(tile: Int8Array, y: number, into: Int8Array) {
  const block = GRAIN_BLOCK * GRAIN_BYTES;
  for (let from = 0, column = 0; from < into.length; from += block, column++) {
    const place = blockPlace(column, Math.floor(y / GRAIN_BLOCK));
    const row = ((place.y + (y % GRAIN_BLOCK)) % GRAIN_SIDE) * GRAIN_SIDE;
    const length = Math.min(block, into.length - from);
    // The tile goes on at its other end.
    const first = Math.min(length, (GRAIN_SIDE - place.x) * GRAIN_BYTES);
    into.set(tile.subarray((row + place.x) * GRAIN_BYTES, (row + place.x) * GRAIN_BYTES + first), from);
    into.set(tile.subarray(row * GRAIN_BYTES, row * GRAIN_BYTES + length - first), from + first);
  }
}

/** Lays grain on rows of the photo. `share` of it, 0…1; rows are interleaved RGB. */
export type LayGrain = (row: Uint8Array, y: number, share: number) => void;

/** In fixed point, the same to the bit as the fast one: 6 bits of a level, and of the strength these. */
export const STRENGTH_ONE = 8192;

export function plainGrain({ tile, strength }: Grain, width: number): LayGrain {
  const noise = new Int8Array(width * GRAIN_BYTES);
  return (row, y, share) => {
    const most = strengthLevels(strength, share);
    grainRow(tile, y, noise);
    for (let i = 0, n = 0; i < width * 3; i += 3, n += GRAIN_BYTES) {
      const here = most[(77 * row[i] + 150 * row[i + 1] + 29 * row[i + 2]) >> 8];
      for (let c = 0; c < 3; c++) row[i + c] = laid(row[i + c], (noise[n + c] * here + 64) >> 7);
    }
  };
}

/** @param share of the strength that is wanted */
export const strengthLevels = (strength: Float32Array, share: number): Int16Array =>
  Int16Array.from(strength, each => Math.min(32767, each * share * STRENGTH_ONE + 0.5));

/** @param grain in 1/64 of a level */
const laid = (level: number, grain: number): number =>
  Math.min(255, Math.max(0, (level * 64 + grain + 32) >> 6));
