import { levelOf, linearOf } from '../srgb.ts';
import { type Light, luminance, type SceneLight } from './light.ts';

/**
 * Moves a picture's exposure and white balance towards another's, in linear light: each channel is multiplied by a
 * gain. Exposure is the difference of the two lights' luminances in stops; what is left of the channels' differences,
 * also in stops, is the white balance, which is scaled so that it leaves the luminance alone.
 */

/** One gain a channel. */
export type Gains = readonly [number, number, number];

/**
 * Stops that are taken for the light's, and the most that is ever moved: what is beyond is rather the things' own,
 * a black cat in the snow, or a red wall. Of exposure, and of white balance from the strongest channel to the weakest.
 */
export const EXPOSURE_LIMITS = [1.5, 2.5] as const;
export const BALANCE_LIMITS = [0.75, 1.25] as const;
/** Keeps black from being infinitely many stops away. */
export const DARKEST = 1e-3;
/** Light from which on a picture that is made brighter is bent so that it ends at white. */
export const SHOULDER = 0.8;

const none: Gains = [1, 1, 1];

/**
 * @param amount 0…1 of the way, in stops
 * @returns what the one that moves is to be multiplied by; nothing where there is nothing to be seen of either
 */
export function matchingGains(
  { subject, behind }: SceneLight,
  matched: 'backdrop' | 'subject',
  amount: number,
): Gains {
  if (subject[3] <= 0 || behind[3] <= 0) return none;
  const [from, to] = (matched === 'backdrop' ? [behind, subject] : [subject, behind]).map(meanOf);
  const exposure = stops(luminance(...from), luminance(...to));
  const apart = from.map((light, c) => stops(light, to[c]) - exposure);
  const spread = Math.max(...apart) - Math.min(...apart);
  const kept = spread > 0 ? (amount * limited(spread, BALANCE_LIMITS)) / spread : 0;
  const balance = apart.map(each => 2 ** (each * kept));
  const balanced = luminance(from[0] * balance[0], from[1] * balance[1], from[2] * balance[2]);
  const brighter = stops(luminance(...from), balanced);
  const exposed = 2 ** (amount * limited(exposure, EXPOSURE_LIMITS) - brighter);
  return [balance[0] * exposed, balance[1] * exposed, balance[2] * exposed];
}

const meanOf = ([red, green, blue, weight]: Light): [number, number, number] => [
  red / weight,
  green / weight,
  blue / weight,
];

const stops = (from: number, to: number): number => Math.log2((to + DARKEST) / (from + DARKEST));

/** Itself up to the first limit, from there on ever slower towards the second. */
export function limited(value: number, [straight, most]: readonly [number, number]): number {
  const size = Math.abs(value);
  if (size <= straight) return value;
  const room = most - straight;
  return Math.sign(value) * (straight + room * Math.tanh((size - straight) / room));
}

/**
 * Linear light times the gain. A gain above 1 would clip what is bright: from the shoulder on the line is bent so that
 * white stays white, and all below keeps apart.
 */
export function relit(light: number, gain: number): number {
  const more = light * gain;
  if (gain <= 1 || more <= SHOULDER) return more;
  const steep = (gain - SHOULDER) / (1 - SHOULDER);
  const along = (more - SHOULDER) / (gain - SHOULDER);
  return SHOULDER + ((1 - SHOULDER) * steep * along) / (1 + (steep - 1) * along);
}

/** New levels for the old ones: 256 of red, then of green, then of blue. */
export const relightTable = (gains: Gains): Uint8Array =>
  Uint8Array.from({ length: 768 }, (_, i) => levelOf(relit(linearOf[i & 255], gains[i >> 8])) + 0.5);

/** @param from interleaved RGB @param into of the same length; may be the same */
export function relight(from: Uint8Array, table: Uint8Array, into: Uint8Array) {
  for (let i = relightFours(from, table, into); i < from.length; i += 3) {
    into[i] = table[from[i]];
    into[i + 1] = table[256 + from[i + 1]];
    into[i + 2] = table[512 + from[i + 2]];
  }
}

/** Four pixels in three words, which takes half the time. @returns samples done: none where they lie askew */
function relightFours(from: Uint8Array, table: Uint8Array, into: Uint8Array): number {
  if (from.byteOffset % 4 !== 0 || into.byteOffset % 4 !== 0) return 0;
  const words = Math.floor(from.length / 12) * 3;
  const source = new Uint32Array(from.buffer, from.byteOffset, words);
  const result = new Uint32Array(into.buffer, into.byteOffset, words);
  for (let i = 0; i < words; i += 3) {
    const a = source[i];
    const b = source[i + 1];
    const c = source[i + 2];
    result[i] = packed(
      table[a & 255],
      table[256 + ((a >>> 8) & 255)],
      table[512 + ((a >>> 16) & 255)],
      table[a >>> 24],
    );
    result[i + 1] = packed(
      table[256 + (b & 255)],
      table[512 + ((b >>> 8) & 255)],
      table[(b >>> 16) & 255],
      table[256 + (b >>> 24)],
    );
    result[i + 2] = packed(
      table[512 + (c & 255)],
      table[(c >>> 8) & 255],
      table[256 + ((c >>> 16) & 255)],
      table[512 + (c >>> 24)],
    );
  }
  return words * 4;
}

const packed = (first: number, second: number, third: number, fourth: number): number =>
  first | (second << 8) | (third << 16) | (fourth << 24);
