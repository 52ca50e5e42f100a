import { type Part, wholePart } from '../crop.ts';
import type { LinearMatte } from '../guided-filter.ts';
import type { RgbImage } from '../image.ts';
import { guideRows } from '../simd/colour-matte.ts';
import { FIELD } from './field.ts';
import { blendFine, type FineRadii, fineTile, grown, reachOf } from './fine-tile.ts';
import { blockAxis, type Grid } from './grid.ts';
import type { GuideRows } from './guide-rows.ts';
import { TILE, underTile } from './tiles.ts';

/** The filter that makes the expected alpha linear: radii in pixels at a cell of 3.75. */
const FINE = { window: 3, averaged: 2, cell: 3.75 };
/** Trust in the fine stage that is worth asking it for. */
const WORTH = 0.004;

/** What tiles are made from. */
export interface TileSource {
  readonly guide: RgbImage;
  readonly grid: Grid;
  /** The plain matte, on the grid. */
  readonly plain: LinearMatte;
  /** Left out where the fine stage has nothing to find. */
  readonly field?: Float32Array;
}

interface Source extends TileSource {
  readonly rows: GuideRows;
  readonly field: Float32Array;
  readonly trustIn: TrustReader;
}

/** Writes tiles of the matte at the guide's size: the plain one, and the finer one as far as the field trusts it. */
export function solveTiles(
  source: TileSource,
  tiles: readonly Part[],
  into: LinearMatte,
  rows: GuideRows = guideRows(source.guide, source.grid),
) {
  const { plain, field, grid } = source;
  const fine = field && { ...source, rows, field, trustIn: trustReader(field, grid) };
  for (const tile of tiles) {
    rows.enlarge(plain, tile, into);
    if (fine) refineTile(fine, tile, into);
  }
}

/** Brings the finer matte into a tile of the plain one. */
function refineTile({ guide, field, grid, rows, trustIn }: Source, tile: Part, into: LinearMatte) {
  if (mostTrust(field, tile, grid) < WORTH) return;
  const radii = radiiFor(grid);
  const part = grown(tile, reachOf(radii), wholePart(guide));
  const fine = fineTile(guide, rows.expected(field, part), part, radii);
  blendFine(fine, trustIn(tile), tile, into);
}

/** As wide as the segmentation is coarse. */
function radiiFor({ cell, block }: Grid): FineRadii {
  const scale = Math.min(1, Math.max(0.4, (cell * block) / FINE.cell));
  const scaled = (radius: number) => Math.max(2, Math.round(radius * scale));
  return { window: scaled(FINE.window), averaged: scaled(FINE.averaged) };
}

/** The largest trust round a tile. */
function mostTrust(field: Float32Array, tile: Part, grid: Grid): number {
  let most = 0;
  const { left, top, right, bottom } = underTile(tile, grid);
  for (let y = top; y < bottom; y++) {
    for (let x = left; x < right; x++) most = Math.max(most, field[(y * grid.width + x) * FIELD + 3]);
  }
  return most;
}

/** Reads the field's trust along a row of a tile; what it answers is good until it is asked again. */
type TrustReader = (tile: Part) => (y: number) => Float32Array;

function trustReader(field: Float32Array, grid: Grid): TrustReader {
  const across = blockAxis(grid.width, grid.block, FIELD);
  const down = blockAxis(grid.height, grid.block, grid.width * FIELD);
  const line = new Float32Array(TILE);
  return ({ left, right }) =>
    y => {
      const row = line.subarray(0, right - left);
      const [upper, lower, share] = [down.first[y] + 3, down.second[y] + 3, down.share[y]];
      for (let x = left, to = 0; x < right; x++, to++) {
        const l = across.first[x];
        const r = across.second[x];
        const u = across.share[x];
        const above = field[upper + l] + (field[upper + r] - field[upper + l]) * u;
        const below = field[lower + l] + (field[lower + r] - field[lower + l]) * u;
        row[to] = above + (below - above) * share;
      }
      return row;
    };
}
