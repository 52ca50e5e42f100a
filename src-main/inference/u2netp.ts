/**
 * U²-Netp, any subject. Qin, Zhang, Huang, Dehghan, Zaiane, Jagersand: U²-Net, Going Deeper with Nested
 * U-Structure for Salient Object Detection, Pattern Recognition 106 (2020), https://arxiv.org/abs/2005.09007;
 * what goes in and comes out is that of u2net_test.py in https://github.com/xuebinqin/U-2-Net.
 */
import { PortraitError } from '../../src-shared/contract/errors.ts';
import type { PlaneF, RgbImage } from '../../src-shared/imaging/image.ts';
import type { Network } from './engine.ts';
import { segmenterOf, type Segmenter } from './segmenter.ts';

/** Rows and columns of the network's input and output. */
export const networkSide = 320;

const mean = [0.485, 0.456, 0.406] as const;
const deviation = [0.229, 0.224, 0.225] as const;

/**
 * Answers that differ by less than this are no subject and no background, only the network's noise, and are
 * not stretched. Measured: cards of one grey or a gradient spread over at most 0.06, photos with a subject over 0.99.
 */
const leastSpread = 0.1;

/** Where a picture lies within the network's square: pixels from its left and top edge. */
export interface Letterbox {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/**
 * Finds the subject.
 *
 * @param network U²-Netp
 * @param picture scaled by the caller so that its long side is 320 (a smaller one is taken as it is), keeping
 *   its shape
 * @returns the probability of "subject", 0…1, at the picture's size; stretched so that the surest pixels are 0
 *   and 1, as the paper's program does, unless the answer is flat
 * @throws PortraitError `internal` for a larger or an empty picture
 */
export async function segmentSubject(network: Network, picture: RgbImage): Promise<PlaneF> {
  const box = letterbox(picture.width, picture.height);
  const [answer] = await network.run(normalise(picture, box), [1, networkSide, networkSide, 3]);
  return stretch(crop(answer.data, box));
}

/**
 * Centres a picture in the network's square; an odd pixel goes to the right and the bottom.
 *
 * @throws PortraitError `internal` unless both sides are 1…320
 */
export function letterbox(width: number, height: number): Letterbox {
  const fits = (side: number) => Number.isInteger(side) && side >= 1 && side <= networkSide;
  if (!fits(width) || !fits(height)) {
    const message = `Expected sides of 1 to ${networkSide} pixels for picture but received ${width} × ${height}.`;
    throw new PortraitError('internal', message);
  }
  const margin = (side: number) => Math.floor((networkSide - side) / 2);
  return { left: margin(width), top: margin(height), width, height };
}

/**
 * What the network eats: `(x / max(x) − mean) / deviation` for each channel, where max is over the whole
 * picture. The margin is 0, which is the mean colour. A black picture is divided by 1.
 *
 * @returns 320 × 320 × 3, channels last
 */
export function normalise({ data }: RgbImage, { left, top, width, height }: Letterbox): Float32Array {
  const input = new Float32Array(networkSide * networkSide * 3);
  const tables = levelsFor(data);
  for (let y = 0; y < height; y++) {
    let to = ((top + y) * networkSide + left) * 3;
    for (let from = y * width * 3; from < (y + 1) * width * 3; from++) {
      input[to++] = tables[from % 3][data[from]]!;
    }
  }
  return input;
}

function levelsFor(data: Uint8Array) {
  let largest = 0;
  for (let i = 0; i < data.length && largest < 255; i++) if (data[i] > largest) largest = data[i];
  return channelTables(largest || 1);
}

/** The normalised value of each of the 256 levels, one table a channel. */
function channelTables(largest: number): [Float32Array, Float32Array, Float32Array] {
  const table = (channel: 0 | 1 | 2) =>
    Float32Array.from({ length: 256 }, (_, level) => (level / largest - mean[channel]) / deviation[channel]);
  return [table(0), table(1), table(2)];
}

/** Takes the picture's part out of the network's 320 × 320 answer. */
export function crop(answer: Float32Array, { left, top, width, height }: Letterbox): PlaneF {
  const data = new Float32Array(width * height);
  for (let y = 0; y < height; y++) {
    const from = (top + y) * networkSide + left;
    data.set(answer.subarray(from, from + width), y * width);
  }
  return { width, height, data };
}

/**
 * `(x − min) / (max − min)`, the paper's `normPRED`. A flat answer means that the network found nothing to
 * tell apart: it stays as it is, since stretching would make a subject of noise.
 */
export function stretch({ width, height, data }: PlaneF): PlaneF {
  let [least, most] = [Infinity, -Infinity];
  for (const value of data) {
    if (value < least) least = value;
    if (value > most) most = value;
  }
  const spread = most - least;
  if (!(spread >= leastSpread)) return { width, height, data };
  const stretched = new Float32Array(data.length);
  for (let i = 0; i < data.length; i++) stretched[i] = (data[i] - least) / spread;
  return { width, height, data: stretched };
}

/** U²-Netp behind the same door as the other networks. Its answers are not stretched. */
export const openU2netp = (network: Network): Segmenter =>
  segmenterOf(network, {
    input: { width: networkSide, height: networkSide },
    labels: ['subject'],
    fit: 'letterbox',
    levels: ({ data }) => levelsFor(data),
    margin: [0, 0, 0],
    grid: 'centres',
    fineness: 1,
    answers: 'probabilities',
  });
