import type { Placement, Style } from '../../src-shared/edit/schema.ts';
import type { Size } from './geometry.ts';

/** `backdrop = photo · scale + shift`, both in shares 0…1 of their picture. */
export interface BackdropMap {
  readonly scaleX: number;
  readonly scaleY: number;
  readonly shiftX: number;
  readonly shiftY: number;
}

/**
 * Where the backdrop lies, as `placementSchema` says: it covers the photo at scale 1, keeping its shape (the classic
 * style stretches it); the shift moves its middle, in shares of the photo.
 */
export function backdropMap(photo: Size, backdrop: Size, placement: Placement, style: Style): BackdropMap {
  const across = photo.width / backdrop.width;
  const down = photo.height / backdrop.height;
  const cover = Math.max(across, down);
  const scaleX = (style === 'classic' ? 1 : across / cover) / placement.scale;
  const scaleY = (style === 'classic' ? 1 : down / cover) / placement.scale;
  return {
    scaleX,
    scaleY,
    shiftX: 0.5 - (0.5 + placement.x) * scaleX,
    shiftY: 0.5 - (0.5 + placement.y) * scaleY,
  };
}
