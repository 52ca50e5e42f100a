/**
 * U²-Netp, any subject. Qin, Zhang, Huang, Dehghan, Zaiane, Jagersand: U²-Net, Going Deeper with Nested
 * U-Structure for Salient Object Detection, Pattern Recognition 106 (2020), https://arxiv.org/abs/2005.09007;
 * what goes in and comes out is that of u2net_test.py in https://github.com/xuebinqin/U-2-Net.
 */
import type { PlaneF, RgbImage } from '../../src-shared/imaging/image.ts';
import type { Network } from './engine.ts';
import { segmenterOf, type Segmenter } from './segmenter.ts';
import type { Levels } from './view.ts';

const mean = [0.485, 0.456, 0.406] as const;
const deviation = [0.229, 0.224, 0.225] as const;

/**
 * Answers that differ by less than this are no subject and no background, only the network's noise, and are
 * not stretched. Measured: cards of one grey or a gradient spread over at most 0.06, photos with a subject over 0.99.
 */
const leastSpread = 0.1;

/**
 * What the network is given for each level: `(x / most − mean) / deviation` for each channel, where `most` is the
 * largest level of the whole view. A black view is divided by 1.
 */
function levelsFor({ data }: RgbImage): Levels {
  let largest = 0;
  for (let i = 0; i < data.length && largest < 255; i++) if (data[i] > largest) largest = data[i];
  const most = largest || 1;
  const table = (channel: 0 | 1 | 2) =>
    Float32Array.from({ length: 256 }, (_, level) => (level / most - mean[channel]) / deviation[channel]);
  return [table(0), table(1), table(2)];
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
    // What it was trained on; it halves this five times.
    input: { width: 320, height: 320 },
    multiple: 32,
    labels: ['subject'],
    fit: 'letterbox',
    levels: levelsFor,
    // The mean colour.
    margin: [0, 0, 0],
    grid: 'centres',
    fineness: 1,
    answers: 'probabilities',
  });
