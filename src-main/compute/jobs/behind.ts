import type { Warning } from '../../../src-shared/contract/compute.ts';
import { missingCase } from '../../../src-shared/contract/errors.ts';
import { type Background, type Edit, type Style } from '../../../src-shared/edit/schema.ts';
import { isStretchedOver, placementOf } from '../../../src-shared/imaging/placement.ts';
import type { Plane8 } from '../../../src-shared/imaging/image.ts';
import { type PhotoFacts, type Picture, readBackdrop } from '../../photo/index.ts';
import type { Behind } from '../bands/passes.ts';
import { share } from '../bands/shared-memory.ts';
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
  { background, style }: Edit,
  photo: Picture,
  facts: PhotoFacts,
  alpha: Plane8,
): Promise<{ layer: Layer; warnings: readonly Warning[] }> {
  const plain = (layer: Layer) => ({ layer, warnings: [] });
  switch (background.kind) {
    case 'transparent':
      return plain({ kind: 'transparent' });
    case 'colour':
      return plain({ kind: 'replaced', behind: { kind: 'colour', rgb: parseHex(background.colour) } });
    case 'gradient': {
      const { from, to, angle } = background;
      const gradient = { from: parseHex(from), to: parseHex(to), angle };
      return plain({ kind: 'replaced', behind: { kind: 'gradient', gradient } });
    }
    case 'picture':
      return replaced(background, facts, style);
    case 'blur':
      if (background.amount === 0) return plain({ kind: 'original' });
      return plain({ kind: 'blurred', behind: await blurred(style, photo, alpha, background.amount) });
    default:
      return missingCase(background);
  }
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

async function blurred(style: Style, photo: Picture, alpha: Plane8, amount: number): Promise<Behind> {
  if (style === 'classic') return { kind: 'box', box: squareBox(amount) };
  return { kind: 'picture', picture: share(await lensBlur(photo, alpha, amount)) };
}

const squareBox = (amount: number) => ({ width: Math.round(amount) || 1, height: Math.round(amount) || 1 });

function parseHex(colour: string): [number, number, number] {
  const byte = (at: number) => Number.parseInt(colour.slice(at, at + 2), 16);
  return [byte(1), byte(3), byte(5)];
}
