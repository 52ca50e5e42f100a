import type { Placement } from '../../src-shared/edit/schema.ts';
import { placedScale } from '../../src-shared/imaging/placement.ts';
import type { Size } from './geometry.ts';

/** `backdrop = photo · scale + shift`, both in shares 0…1 of their picture. */
export interface BackdropMap {
  readonly scaleX: number;
  readonly scaleY: number;
  readonly shiftX: number;
  readonly shiftY: number;
}

/** Where the backdrop lies: `src-shared/imaging/placement.ts` as a map from the photo to the backdrop. */
export function backdropMap(photo: Size, backdrop: Size, placement: Placement): BackdropMap {
  const { across, down } = placedScale(backdrop, photo, placement);
  const scaleX = (photo.width / (backdrop.width * across)) * (placement.flip ? -1 : 1);
  const scaleY = photo.height / (backdrop.height * down);
  return {
    scaleX,
    scaleY,
    shiftX: 0.5 - (0.5 + placement.x) * scaleX,
    shiftY: 0.5 - (0.5 + placement.y) * scaleY,
  };
}
