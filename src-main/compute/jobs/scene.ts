import { missingCase } from '../../../src-shared/contract/errors.ts';
import { type Edit, type Lens, lensSigma } from '../../../src-shared/edit/schema.ts';
import type { Rgb } from '../../../src-shared/imaging/gradient.ts';
import type { RgbImage } from '../../../src-shared/imaging/image.ts';
import { type Grain, grainOf, lostGrain } from '../../../src-shared/imaging/scene/grain.ts';
import { LIGHT_LOOKS, lookAtLight } from '../../../src-shared/imaging/scene/light.ts';
import { estimateNoise } from '../../../src-shared/imaging/scene/noise.ts';
import { matchingGains, relight, relightTable } from '../../../src-shared/imaging/scene/relight.ts';
import type { Plane8 } from '../../../src-shared/imaging/image.ts';
import { fitLongSide, type Picture } from '../../photo/index.ts';
import type { Behind, SceneLook } from '../bands/passes.ts';
import { runOnAllCores } from '../bands/pool.ts';
import { share, sharedBytes } from '../bands/shared-memory.ts';
import { lensBlur } from './lens-blur.ts';

/** What is behind in place of the photo's own background, and how it is laid there. */
interface InScene {
  readonly behind: Behind;
  readonly scene?: SceneLook;
}

/** Puts a backdrop into the photo's light, out of focus, and under its grain, as far as the edit says. */
export async function intoScene(
  behind: Behind,
  { background, lens, scene }: Edit,
  photo: Picture,
  alpha: Plane8,
): Promise<InScene> {
  const table = scene.matchLight > 0 ? await matchingTable(scene, photo, alpha, behind) : undefined;
  const lit = table && scene.matched === 'backdrop' ? await relitBehind(behind, table) : behind;
  const blur = background.kind === 'picture' ? background.blur : 0;
  return {
    behind: blur > 0 ? await outOfFocus(lit, photo, blur, lens) : lit,
    scene: {
      grain: grainFor(scene, photo, 1),
      subject: table && scene.matched === 'subject' ? share({ data: table }).data : undefined,
    },
  };
}

/** The grain for the photo's own background under a lens blur. */
export function blurredScene({ scene }: Edit, photo: Picture, amount: number): SceneLook {
  const { width, height } = photo.image;
  return { grain: grainFor(scene, photo, lostGrain(lensSigma(amount, width, height))) };
}

/** @param missing of the grain, 0…1 */
function grainFor({ grain }: Edit['scene'], { image }: Picture, missing: number): Grain | undefined {
  return grain > 0 ? grainOf(estimateNoise(image), (missing * grain) / 100) : undefined;
}

/** New levels for the one that moves, of the backdrop and the subject. */
async function matchingTable(
  { matchLight, matched }: Edit['scene'],
  { image, alpha: present }: Picture,
  subject: Plane8,
  behind: Behind,
): Promise<Uint8Array> {
  const looks = emptyImage(fitLongSide(image, LIGHT_LOOKS));
  await runOnAllCores({ kind: 'behind', behind, into: looks });
  return relightTable(matchingGains(lookAtLight(image, subject, looks, present), matched, matchLight / 100));
}

async function relitBehind(behind: Behind, table: Uint8Array): Promise<Behind> {
  switch (behind.kind) {
    case 'picture':
    case 'placed':
      await runOnAllCores({ kind: 'relight', table: share({ data: table }).data, into: behind.picture });
      return behind;
    case 'colour':
      return { ...behind, rgb: relitColour(behind.rgb, table) };
    case 'gradient': {
      const { from, to, angle } = behind.gradient;
      return { ...behind, gradient: { from: relitColour(from, table), to: relitColour(to, table), angle } };
    }
    case 'box':
    case 'smooth':
    case 'falloff':
      return behind;
    default:
      return missingCase(behind);
  }
}

function relitColour(colour: Rgb, table: Uint8Array): Rgb {
  const rgb = Uint8Array.from(colour);
  relight(rgb, table, rgb);
  return [rgb[0], rgb[1], rgb[2]];
}

/**
 * A backdrop as the lens would blur it. It is laid in its place first: the blur is as wide as the photo's own would be,
 * however the backdrop was scaled, and its edge is repeated before it is blurred.
 */
async function outOfFocus(behind: Behind, { image }: Picture, amount: number, lens: Lens): Promise<Behind> {
  const placed = emptyImage(image);
  await runOnAllCores({ kind: 'behind', behind, into: placed });
  return lensBlur({ image: placed }, undefined, amount, { ...lens, falloff: false });
}

const emptyImage = ({ width, height }: { width: number; height: number }): RgbImage => ({
  width,
  height,
  data: sharedBytes(width * height * 3),
});
