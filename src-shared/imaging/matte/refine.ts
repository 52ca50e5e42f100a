import { cropped, type Part } from '../crop.ts';
import type { LinearMatte } from '../guided-filter.ts';
import type { RgbImage } from '../image.ts';
import { guideRows } from '../simd/colour-matte.ts';
import { guidedMatteView } from '../simd/guided-filter.ts';
import { FIELD } from './field.ts';
import { blockAxis, type Grid } from './grid.ts';
import type { GuideRows } from './guide-rows.ts';
import { underTile } from './tiles.ts';

/** The filter that makes the expected alpha linear: radii in pixels at a cell of 3.75, variance that is flat. */
const FINE = { radius: 5, averaged: 4, epsilon: 1e-4, cell: 3.75 };
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
}

/** Writes tiles of the matte at the guide's size: the plain one, and the finer one as far as the field trusts it. */
export function solveTiles(
  source: TileSource,
  tiles: readonly Part[],
  into: LinearMatte,
  rows: GuideRows = guideRows(source.guide, source.grid),
) {
  const { plain, field } = source;
  for (const tile of tiles) {
    rows.enlarge(plain, tile, into);
    if (field) refineTile({ ...source, rows, field }, tile, into);
  }
}

/** Brings the finer matte into a tile of the plain one. */
function refineTile(source: Source, tile: Part, into: LinearMatte) {
  const { field, grid } = source;
  if (mostTrust(field, tile, grid) < WORTH) return;
  const [fine, part] = fineMatte(source, tile);
  blend(fine, part, trustRows(field, grid, tile), tile, into);
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

/** Coefficients of a tile and of what its filter reaches into, good until the next call. */
function fineMatte({ guide, grid, rows, field }: Source, tile: Part): [LinearMatte, Part] {
  const scale = Math.min(1, Math.max(0.4, (grid.cell * grid.block) / FINE.cell));
  const radius = Math.max(2, Math.round(FINE.radius * scale));
  const averaged = Math.max(2, Math.round(FINE.averaged * scale));
  const halo = radius + averaged;
  const part: Part = {
    left: Math.max(0, tile.left - halo),
    top: Math.max(0, tile.top - halo),
    right: Math.min(guide.width, tile.right + halo),
    bottom: Math.min(guide.height, tile.bottom + halo),
  };
  const expected = rows.expected(field, part);
  return [guidedMatteView(cropTo(guide, part), expected, radius, FINE.epsilon, averaged), part];
}

const cropTo = ({ width, data }: RgbImage, part: Part): RgbImage => ({
  width: part.right - part.left,
  height: part.bottom - part.top,
  data: cropped(data, width, 3, part),
});

/** Reads the field's trust along a row of a tile. @returns good until the next call */
function trustRows(field: Float32Array, grid: Grid, { left, right }: Part) {
  const across = blockAxis(grid.width, grid.block, FIELD);
  const down = blockAxis(grid.height, grid.block, grid.width * FIELD);
  const row = new Float32Array(right - left);
  return (y: number): Float32Array => {
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

/** Moves a tile's coefficients towards the finer ones. */
function blend(
  { width, coefficients: fine }: LinearMatte,
  part: Part,
  trustAt: (y: number) => Float32Array,
  tile: Part,
  into: LinearMatte,
) {
  const { coefficients } = into;
  for (let y = tile.top; y < tile.bottom; y++) {
    const trust = trustAt(y);
    let from = ((y - part.top) * width + tile.left - part.left) * 4;
    let to = (y * into.width + tile.left) * 4;
    for (let x = 0; x < trust.length; x++, from += 4, to += 4) {
      const share = trust[x];
      coefficients[to] += (fine[from] - coefficients[to]) * share;
      coefficients[to + 1] += (fine[from + 1] - coefficients[to + 1]) * share;
      coefficients[to + 2] += (fine[from + 2] - coefficients[to + 2]) * share;
      coefficients[to + 3] += (fine[from + 3] - coefficients[to + 3]) * share;
    }
  }
}
