import type { PlaneF, RgbImage } from '../../../src-shared/imaging/image.ts';

/** Bins a channel. */
const BINS = 16;
const ALL = BINS ** 3;
/** What a colour that was seen nowhere counts, as a share of all pixels. */
const UNSEEN = 2e-4;
/** The strongest evidence that a colour alone can give. */
const MOST = 3;
/** Fewer pixels than this tell nothing of a colour. */
const LEAST_PIXELS = 50;

/**
 * How much each pixel's colour speaks for the subject: the logarithm of how common it is in what is surely subject over
 * how common it is in what is surely background, from smoothed histograms (Boykov & Jolly, "Interactive graph cuts for
 * optimal boundary & region segmentation of objects in N-D images", ICCV 2001, section 2.3, with histograms).
 *
 * @returns −3…3 a pixel; undefined where either side has too few pixels
 */
export function colourOdds(
  { width, height, data }: RgbImage,
  isSubject: (i: number) => boolean,
  isBackground: (i: number) => boolean,
): PlaneF | undefined {
  const bins = new Uint16Array(width * height);
  for (let i = 0; i < bins.length; i++) bins[i] = binOf(data, i * 3);
  const subject = histogram(bins, isSubject);
  const background = histogram(bins, isBackground);
  if (!subject || !background) return undefined;
  const odds = subject.map((share, bin) => {
    const ratio = Math.log((share + UNSEEN) / (background[bin] + UNSEEN));
    return Math.min(MOST, Math.max(-MOST, ratio));
  });
  const each = new Float32Array(bins.length);
  for (let i = 0; i < each.length; i++) each[i] = odds[bins[i]];
  return { width, height, data: each };
}

const binOf = (data: Uint8Array, at: number): number =>
  ((data[at] >> 4) * BINS + (data[at + 1] >> 4)) * BINS + (data[at + 2] >> 4);

function histogram(bins: Uint16Array, counts: (i: number) => boolean): Float32Array | undefined {
  const all = new Float32Array(ALL);
  let pixels = 0;
  for (let i = 0; i < bins.length; i++) {
    if (!counts(i)) continue;
    all[bins[i]]++;
    pixels++;
  }
  if (pixels < LEAST_PIXELS) return undefined;
  const smooth = [BINS * BINS, BINS, 1].reduce(smoothAlong, all);
  const sum = smooth.reduce((a, b) => a + b, 0);
  return smooth.map(value => value / sum);
}

/** A Gaussian of one bin, cut off at four; the end bins repeat outwards. */
const gaussian = Array.from({ length: 9 }, (_, i) => Math.exp(-((i - 4) ** 2) / 2));
const total = gaussian.reduce((a, b) => a + b, 0);

/** @param step from one bin to the next on this axis */
function smoothAlong(all: Float32Array, step: number): Float32Array {
  return all.map((_, bin) => {
    const place = Math.floor(bin / step) % BINS;
    let sum = 0;
    for (let k = 0; k < gaussian.length; k++) {
      const other = Math.min(BINS - 1, Math.max(0, place + k - 4));
      sum += gaussian[k] * all[bin + (other - place) * step];
    }
    return sum / total;
  });
}
