import type { Warning } from '../../../src-shared/contract/compute.ts';
import { missingCase } from '../../../src-shared/contract/errors.ts';
import { type Background, type Edit, type Style } from '../../../src-shared/edit/schema.ts';
import type { Rgb } from '../../../src-shared/imaging/gradient.ts';
import { isStretchedOver, placementOf } from '../../../src-shared/imaging/placement.ts';
import type { Plane8 } from '../../../src-shared/imaging/image.ts';
import { coloursIn, type PhotoFacts, type Picture, readBackdrop } from '../../photo/index.ts';
import type { Behind } from '../bands/passes.ts';
import { share } from '../bands/shared-memory.ts';
import { parseHex } from './hex-colour.ts';
import { lensBlur } from './lens-blur.ts';

export type Layer =
  /** Nothing lies behind. */
  | { kind: 'transparent' }
  /** The photo as it is. */
  | { kind: 'original' }
  /** The photo's own background, blurred. */
  | { kind: 'blurred'; behind: Behind }
  /** Something else. */
  | { kind: 'replaced'; behind: Behind };

/** What the edit puts behind the subject. */
export async function behindSubject(
  { background, lens, style }: Edit,
  photo: Picture,
  facts: PhotoFacts,
  alpha: Plane8,
): Promise<{ layer: Layer; warnings: readonly Warning[] }> {
  const plain = (layer: Layer) => ({ layer, warnings: [] });
  switch (background.kind) {
    case 'transparent':
      return plain({ kind: 'transparent' });
    case 'colour':
    case 'gradient':
      return plain({ kind: 'replaced', behind: await plainColours(background, facts, style) });
    case 'picture':
      return replaced(background, facts, style);
    case 'blur':
      if (background.amount === 0) return plain({ kind: 'original' });
      if (style === 'classic') return plain({ kind: 'blurred', behind: squareBox(background.amount) });
      return plain({ kind: 'blurred', behind: await lensBlur(photo, alpha, background.amount, lens) });
    default:
      return missingCase(background);
  }
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
async function replaced({ path, placement }: PictureBackground, facts: PhotoFacts, style: Style) {
  const placed = placementOf(placement, style);
  const { image, warnings } = await readBackdrop(path, facts, style === 'classic' ? 'own-size' : placed);
  const picture = share(image);
  const behind: Behind = isStretchedOver(placed)
    ? { kind: 'picture', picture }
    : { kind: 'placed', picture, placement: placed };
  return { layer: { kind: 'replaced', behind } as const, warnings };
}

type PictureBackground = Extract<Background, { kind: 'picture' }>;

function squareBox(amount: number): Behind {
  const side = Math.round(amount) || 1;
  return { kind: 'box', box: { width: side, height: side } };
}
