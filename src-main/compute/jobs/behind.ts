import type { Warning } from '../../../src-shared/contract/compute.ts';
import { missingCase } from '../../../src-shared/contract/errors.ts';
import { type Background, type Edit, type Style } from '../../../src-shared/edit/schema.ts';
import type { Rgb } from '../../../src-shared/imaging/gradient.ts';
import { isStretchedOver, placementOf } from '../../../src-shared/imaging/placement.ts';
import type { Plane8 } from '../../../src-shared/imaging/image.ts';
import { coloursIn, type PhotoFacts, type Picture, readBackdrop } from '../../photo/index.ts';
import type { Behind, SceneLook } from '../bands/passes.ts';
import { share } from '../bands/shared-memory.ts';
import { parseHex } from './hex-colour.ts';
import { lensBlur } from './lens-blur.ts';
import { blurredScene, intoScene } from './scene.ts';

export type Layer =
  /** Nothing lies behind. */
  | { kind: 'transparent' }
  /** The photo as it is. */
  | { kind: 'original' }
  /** The photo's own background, blurred. */
  | { kind: 'blurred'; behind: Behind; scene?: SceneLook }
  /** Something else. */
  | { kind: 'replaced'; behind: Behind; scene?: SceneLook };

/** What the edit puts behind the subject. The classic style is the notebook's recipe, and nothing else. */
export async function behindSubject(
  edit: Edit,
  photo: Picture,
  facts: PhotoFacts,
  alpha: Plane8,
): Promise<{ layer: Layer; warnings: readonly Warning[] }> {
  const { background, style } = edit;
  switch (background.kind) {
    case 'transparent':
      return { layer: { kind: 'transparent' }, warnings: [] };
    case 'colour':
    case 'gradient':
    case 'picture': {
      const { behind, warnings } = await backdropOf(background, facts, style);
      if (style === 'classic') return { layer: { kind: 'replaced', behind }, warnings };
      return { layer: { kind: 'replaced', ...(await intoScene(behind, edit, photo, alpha)) }, warnings };
    }
    case 'blur':
      return { layer: await blurredLayer(background.amount, edit, photo, alpha), warnings: [] };
    default:
      return missingCase(background);
  }
}

async function blurredLayer(amount: number, edit: Edit, photo: Picture, alpha: Plane8): Promise<Layer> {
  if (amount === 0) return { kind: 'original' };
  if (edit.style === 'classic') return { kind: 'blurred', behind: squareBox(amount) };
  const behind = await lensBlur(photo, alpha, amount, edit.lens);
  return { kind: 'blurred', behind, scene: blurredScene(edit, photo, amount) };
}

type Backdrop = { behind: Behind; warnings: readonly Warning[] };

async function backdropOf(
  background: Exclude<Background, { kind: 'blur' | 'transparent' }>,
  facts: PhotoFacts,
  style: Style,
): Promise<Backdrop> {
  if (background.kind === 'picture') return placedPicture(background, facts, style);
  return { behind: await plainColours(background, facts, style), warnings: [] };
}

/** The edit's colours are sRGB, the photo's its profile's; the notebook knows numbers only. */
async function plainColours(
  background: Extract<Background, { kind: 'colour' | 'gradient' }>,
  facts: PhotoFacts,
  style: Style,
): Promise<Behind> {
  const seen = (...colours: string[]): Promise<Rgb[]> =>
    coloursIn(style === 'classic' ? {} : facts, colours.map(parseHex));
  if (background.kind === 'colour') return { kind: 'colour', rgb: (await seen(background.colour))[0] };
  const [from, to] = await seen(background.from, background.to);
  return { kind: 'gradient', gradient: { from, to, angle: background.angle } };
}

/** A picture that is only stretched over the photo needs no placing. */
async function placedPicture(
  { path, placement }: PictureBackground,
  facts: PhotoFacts,
  style: Style,
): Promise<Backdrop> {
  const placed = placementOf(placement, style);
  const { image, warnings } = await readBackdrop(path, facts, style === 'classic' ? 'own-size' : placed);
  const picture = share(image);
  const behind: Behind = isStretchedOver(placed)
    ? { kind: 'picture', picture }
    : { kind: 'placed', picture, placement: placed };
  return { behind, warnings };
}

type PictureBackground = Extract<Background, { kind: 'picture' }>;

function squareBox(amount: number): Behind {
  const side = Math.round(amount) || 1;
  return { kind: 'box', box: { width: side, height: side } };
}
