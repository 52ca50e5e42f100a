import type { RgbImage } from '../image.ts';
import { BLOCK, type BlockNoise, chromaNoise, lumaNoise } from './noise-block.ts';

/**
 * How grainy a photo is, as it looks in the file: after the camera's and the JPEG's smoothing. Measured in small blocks
 * as what a plane fitted to each leaves over; the flattest few of the blocks of a brightness have no texture to
 * mistake for noise (after Liu, Freeman, Szeliski, Kang, "Noise estimation from a single image", CVPR 2006: the lower
 * envelope of the deviation over the brightness).
 */
export interface Noise {
  /** Standard deviation of luma, in levels, in the middle of each of `NOISE_BANDS` equal bands of luma. */
  readonly luma: readonly number[];
  /** Of Cb and Cr, for luma's. */
  readonly chroma: number;
  /** How much of a pixel's noise its neighbour shares, 0…`MOST_LINK`. */
  readonly lumaLink: number;
  readonly chromaLink: number;
}

export const NOISE_BANDS = 8;
/** What a smoothing over the next pixels gives at most. */
export const MOST_LINK = 0.66;
export const silent: Noise = {
  luma: Array<number>(NOISE_BANDS).fill(0),
  chroma: 0,
  lumaLink: 0,
  chromaLink: 0,
};

/** Blocks that are looked at, at most. */
const MOST_BLOCKS = 2500;
/** Fewer in a band say nothing. */
const FEW = 40;
/** More of a band without texture say no more of it. */
const ENOUGH = 60;
/** Of the blocks of a band: the flattest. */
const FLATTEST = 0.03;
/**
 * What a block shows of the variance of noise that links its neighbours, measured on such noise: the fitted plane takes
 * some of what they share. Of the flattest blocks, and in the mean.
 */
const shownByFlattest = (link: number): number => 0.699 - 0.1 * link - 0.46 * link ** 2;
const shownByMean = (link: number): number => 1 - 0.05 * link - 0.39 * link ** 2;
/** What neighbours share, from what they still share beside the plane. */
const wholeLink = (link: number): number => (link + 0.053) / 0.89;
/** Blocks of noise alone differ in their variance, but not by more than this. */
const WITHOUT_TEXTURE = 1.5;
/** Levels², below which a block is one colour, as a JPEG leaves it, or a drawing: no noise is left there to measure. */
const DEAD = 0.03;
/** Noise does not change faster than by this from one band to the next: what does is texture. */
const STEEPEST = 1.15;

export function estimateNoise(photo: RgbImage): Noise {
  const bands = inBands(blocksOf(photo));
  const alive = bands.map(blocks => blocks.filter(({ variance }) => variance > DEAD));
  const measured = bands.map((blocks, i) => bandNoise(blocks, alive[i]));
  if (!measured.some(deviation => deviation !== undefined && deviation > 0)) return silent;
  const luma = filledIn(withoutTexture(measured));
  const flat = alive.flatMap((blocks, i) =>
    thinned(blocks.filter(({ variance }) => variance <= WITHOUT_TEXTURE * luma[i] ** 2)).map(block => ({
      block,
      noise: luma[i] ** 2,
    })),
  );
  const { chroma, lumaLink, chromaLink } = likeness(photo, flat);
  const hidden = Math.sqrt(shownByFlattest(0) / shownByFlattest(lumaLink));
  return { luma: luma.map(deviation => deviation * hidden), chroma: chroma / hidden, lumaLink, chromaLink };
}

const thinned = <T>(blocks: readonly T[]): readonly T[] => {
  const step = Math.ceil(blocks.length / ENOUGH);
  return blocks.filter((_, i) => i % step === 0);
};

/** Blocks all over the photo, at all phases of a JPEG's own; none that is clipped. */
function blocksOf(photo: RgbImage): BlockNoise[] {
  const step = Math.max(BLOCK + 1, Math.ceil(Math.sqrt((photo.width * photo.height) / MOST_BLOCKS)) | 1);
  const blocks: BlockNoise[] = [];
  for (let y = 0; y + BLOCK <= photo.height; y += step) {
    for (let x = 0; x + BLOCK <= photo.width; x += step) {
      const block = lumaNoise(photo, x, y);
      if (block) blocks.push(block);
    }
  }
  return blocks;
}

function inBands(blocks: readonly BlockNoise[]): BlockNoise[][] {
  const bands = Array.from({ length: NOISE_BANDS }, (): BlockNoise[] => []);
  for (const block of blocks) bands[Math.floor((block.mean * NOISE_BANDS) / 256)].push(block);
  return bands;
}

/** Undefined where too few blocks tell; a band that is mostly dead has none. */
function bandNoise(all: readonly BlockNoise[], alive: readonly BlockNoise[]): number | undefined {
  if (all.length < FEW) return undefined;
  if (alive.length * 2 < all.length || alive.length < FEW) return 0;
  const variances = alive.map(({ variance }) => variance).sort((a, b) => a - b);
  return Math.sqrt(variances[Math.floor(variances.length * FLATTEST)] / shownByFlattest(0));
}

/** The lower envelope: no band is much noisier than the next one. */
const withoutTexture = (bands: readonly (number | undefined)[]): (number | undefined)[] =>
  bands.map((own, i) =>
    own === undefined
      ? own
      : Math.min(...bands.map((other, k) => (other ? other * STEEPEST ** Math.abs(i - k) : Infinity)), own),
  );

/** What was not measured is between its neighbours, or as the nearest. */
function filledIn(bands: readonly (number | undefined)[]): number[] {
  const known = bands.flatMap((deviation, i) => (deviation === undefined ? [] : [{ i, deviation }]));
  return bands.map((_, i) => {
    const before = known.findLast(each => each.i <= i) ?? known[0];
    const after = known.find(each => each.i >= i) ?? before;
    const share = after.i > before.i ? Math.max(0, i - before.i) / (after.i - before.i) : 0;
    return before.deviation + (after.deviation - before.deviation) * share;
  });
}

/** What else there is to say of the noise, from the blocks without texture. */
function likeness(
  photo: RgbImage,
  flat: readonly { block: BlockNoise; noise: number }[],
): Omit<Noise, 'luma'> {
  const luma = { variance: 0, linked: 0 };
  const chroma = { variance: 0, linked: 0 };
  const shares: number[] = [];
  for (const { block, noise } of flat) {
    addTo(luma, block);
    for (const each of chromaNoise(photo, block.x, block.y)) {
      addTo(chroma, each);
      shares.push(each.variance / noise);
    }
  }
  const chromaLink = linkOf(chroma);
  const ofLuma = median(shares) / shownByMean(chromaLink);
  return { chroma: Math.min(1, Math.sqrt(ofLuma)), lumaLink: linkOf(luma), chromaLink };
}

/** Grey blocks may have edges in colour: the median does not mind. 0 of nothing. */
const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;

function addTo(
  sum: { variance: number; linked: number },
  { variance, link }: Pick<BlockNoise, 'variance' | 'link'>,
) {
  sum.variance += variance;
  sum.linked += link * variance;
}

const linkOf = ({ variance, linked }: { variance: number; linked: number }): number =>
  variance > 0 ? Math.min(MOST_LINK, Math.max(0, wholeLink(linked / variance))) : 0;
