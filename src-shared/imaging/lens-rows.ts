import { missingCase } from '../contract/errors.ts';
import { type BlurredRow } from './aperture-blur.ts';
import { chordsOf } from './aperture.ts';
import { gaussianTaps } from './gaussian-rows.ts';
import { compressed, HIGHLIGHT_KNEE } from './highlights.ts';
import type { SamplesF } from './image.ts';
import { type LensPlan, radiusOf } from './lens-plan.ts';
import type { Band } from './rows.ts';
import { apertureRowsSimd, gaussianRowsSimd } from './simd/aperture-blur.ts';
import type { FineImage } from './smooth-rows.ts';
import { levelOf } from './srgb.ts';

/**
 * Blurs light by a lens's opening, and encodes it: divided by the blurred weight, so that what lies outside of the
 * picture does not darken its border, and with the highlights brought back under white.
 *
 * @param source light times weight, and the weight: 1 wherever something counts
 * @param bend that the highlights were expanded by
 */
export function blurLight(
  source: SamplesF,
  lens: Pick<LensPlan, 'shape' | 'sigma'>,
  bend: number,
  into: FineImage,
  { first, end }: Band,
) {
  const blurred = rowsOf(source, lens);
  const stride = into.width * 3;
  for (let y = first; y < end; y++) {
    encodeRow(blurred(y), bend, into.data.subarray(y * stride, (y + 1) * stride));
  }
}

function rowsOf(source: SamplesF, { shape, sigma }: Pick<LensPlan, 'shape' | 'sigma'>): BlurredRow {
  switch (shape) {
    case 'gaussian':
      return gaussianRowsSimd(source, gaussianTaps(sigma));
    case 'disc':
    case 'hexagon':
    case 'heptagon':
      return apertureRowsSimd(source, chordsOf(shape, radiusOf(sigma)));
    default:
      return missingCase(shape);
  }
}

function encodeRow(light: Float32Array, bend: number, into: Uint16Array) {
  for (let i = 0, to = 0; i < light.length; i += 4, to += 3) {
    const scale = shownShare(light[i], light[i + 1], light[i + 2], light[i + 3], bend);
    into[to] = 256 * levelOf(light[i] * scale) + 0.5;
    into[to + 1] = 256 * levelOf(light[i + 1] * scale) + 0.5;
    into[to + 2] = 256 * levelOf(light[i + 2] * scale) + 0.5;
  }
}

/** What a pixel's light is to be multiplied by: over its weight, and back under white. */
function shownShare(red: number, green: number, blue: number, weight: number, bend: number): number {
  const strongest = Math.max(red, green, blue) / weight;
  return strongest > HIGHLIGHT_KNEE ? compressed(strongest, bend) / (strongest * weight) : 1 / weight;
}
