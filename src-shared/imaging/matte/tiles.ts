import type { LinearMatte } from '../guided-filter.ts';
import type { PlaneF } from '../image.ts';
import { BEHIND_AT, FIELD, SUBJECT_AT } from './field.ts';
import type { Grid } from './grid.ts';
import type { Part } from '../crop.ts';

/** What a solve knows on the grid before it goes to the guide's own pixels. */
export interface Stage {
  readonly plain: LinearMatte;
  /** The plain matte's alpha. */
  readonly alpha: PlaneF;
  /** Left out where the fine stage has nothing to find. */
  readonly field?: Float32Array;
}

/** Side of a tile, in pixels of the guide. */
export const TILE = 96;

/** The guide cut into tiles. */
export function tilesOf({ width, height }: { width: number; height: number }): Part[] {
  const tiles: Part[] = [];
  for (let top = 0; top < height; top += TILE) {
    for (let left = 0; left < width; left += TILE) {
      const right = Math.min(width, left + TILE);
      tiles.push({ left, top, right, bottom: Math.min(height, top + TILE) });
    }
  }
  return tiles;
}

/** The part of the grid that lies under a tile, and round it. */
export function underTile(
  { left, top, right, bottom }: Part,
  { block, width, height }: Grid,
  round = 1,
): Part {
  return {
    left: Math.max(0, Math.floor(left / block) - round),
    top: Math.max(0, Math.floor(top / block) - round),
    right: Math.min(width, Math.ceil(right / block) + round),
    bottom: Math.min(height, Math.ceil(bottom / block) + round),
  };
}

/** Differences that no level of the result shows: of alpha and the planes, of mean colours, of covariances. */
const UNSEEN = { plane: 1e-3, mean: 2e-3, covariance: 1e-4 };
/** Blocks round a tile that its filters reach into. */
const ROUND = 4;

/** Whether a tile comes out otherwise than last time. */
export function differs(now: Stage, before: Stage, tile: Part, grid: Grid): boolean {
  const { left, top, right, bottom } = underTile(tile, grid, ROUND);
  for (let y = top; y < bottom; y++) {
    for (let i = y * grid.width + left; i < y * grid.width + right; i++) {
      if (Math.abs(now.alpha.data[i] - before.alpha.data[i]) > UNSEEN.plane) return true;
      if (now.field && before.field && fieldDiffers(now.field, before.field, i * FIELD)) return true;
    }
  }
  return false;
}

function fieldDiffers(a: Float32Array, b: Float32Array, at: number): boolean {
  const apart = (from: number, count: number, most: number) => {
    for (let i = at + from; i < at + from + count; i++) if (Math.abs(a[i] - b[i]) > most) return true;
    return false;
  };
  // Where the fine stage is not trusted, its models do not matter.
  if (apart(0, 4, UNSEEN.plane)) return true;
  if (a[at + 3] < UNSEEN.plane) return false;
  return [SUBJECT_AT, BEHIND_AT].some(
    from => apart(from, 3, UNSEEN.mean) || apart(from + 3, 6, UNSEEN.covariance),
  );
}
