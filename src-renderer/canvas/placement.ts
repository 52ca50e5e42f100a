import { centred, type Placement, type Style } from '../../src-shared/edit/schema.ts';
import { coverScale } from '../../src-shared/imaging/placement.ts';
import type { Size } from './geometry.ts';

/** `backdrop = photo · scale + shift`, both in shares 0…1 of their picture. */
export interface BackdropMap {
  readonly scaleX: number;
  readonly scaleY: number;
  readonly shiftX: number;
  readonly shiftY: number;
}

/** The classic style stretches a backdrop that was not moved, and knows no smoothing. */
export const isStretched = (style: Style, { scale, x, y }: Placement): boolean =>
  style === 'classic' && scale === centred.scale && x === centred.x && y === centred.y;

/** Where the backdrop lies: `src-shared/imaging/placement.ts` as a map from the photo to the backdrop. */
export function backdropMap(photo: Size, backdrop: Size, placement: Placement, style: Style): BackdropMap {
  if (isStretched(style, placement)) return { scaleX: 1, scaleY: 1, shiftX: 0, shiftY: 0 };
  const scale = coverScale(backdrop, photo, placement.scale);
  const scaleX = photo.width / (backdrop.width * scale);
  const scaleY = photo.height / (backdrop.height * scale);
  return {
    scaleX,
    scaleY,
    shiftX: 0.5 - (0.5 + placement.x) * scaleX,
    shiftY: 0.5 - (0.5 + placement.y) * scaleY,
  };
}

/** The size at which the backdrop shows on the proxy, where that is smaller than its own. */
export function shrunkBackdrop(photo: Size, backdrop: Size, scale: number, proxyScale: number): Size {
  const factor = Math.min(1, coverScale(backdrop, photo, scale) * proxyScale);
  const scaled = (side: number) => Math.max(1, Math.round(side * factor));
  return { width: scaled(backdrop.width), height: scaled(backdrop.height) };
}
