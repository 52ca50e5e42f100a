import { cropped, type Part } from '../crop.ts';
import type { LinearMatte } from '../guided-filter.ts';
import type { RgbImage } from '../image.ts';
import { guidedMatteSimd } from '../simd/guided-filter.ts';
import { FIELD } from './field.ts';
import { blockAxis, type Grid } from './grid.ts';
import type { GuideRows } from './guide-rows.ts';
import { underTile } from './tiles.ts';

/** The filter that makes the expected alpha linear: radii in pixels at a cell of 3.75, variance that is flat. */
const FINE = { radius: 5, averaged: 4, epsilon: 1e-4, cell: 3.75 };
/** Trust in the fine stage that is worth asking it for. */
const WORTH = 0.004;

/** What a tile is refined from. */
interface Source {
  readonly guide: RgbImage;
  readonly grid: Grid;
  readonly rows: GuideRows;
  readonly field: Float32Array;
}

/** Brings the finer matte into a tile of the plain one, as far as the field trusts it. */
export function refineTile(source: Source, tile: Part, into: LinearMatte) {
  const { field, grid } = source;
  if (mostTrust(field, tile, grid) < WORTH) return;
  const [fine, part] = fineMatte(source, tile);
  blend(fine, part, trustReader(field, grid), tile, into);
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

/** Coefficients of a tile and of what its filter reaches into. */
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
  return [guidedMatteSimd(cropTo(guide, part), expected, radius, FINE.epsilon, averaged), part];
}

const cropTo = ({ width, data }: RgbImage, part: Part): RgbImage => ({
  width: part.right - part.left,
  height: part.bottom - part.top,
  data: cropped(data, width, 3, part),
});

/** Reads the field's trust at pixels of the guide. */
function trustReader(field: Float32Array, grid: Grid) {
  const across = blockAxis(grid.width, grid.block, FIELD);
  const down = blockAxis(grid.height, grid.block, grid.width * FIELD);
  return (x: number, y: number): number => {
    const [upper, lower] = [down.first[y] + 3, down.second[y] + 3];
    const [l, r, u] = [across.first[x], across.second[x], across.share[x]];
    const above = field[upper + l] + (field[upper + r] - field[upper + l]) * u;
    const below = field[lower + l] + (field[lower + r] - field[lower + l]) * u;
    return above + (below - above) * down.share[y];
  };
}

/** Moves a tile's coefficients towards the finer ones. */
function blend(
  { width, coefficients: fine }: LinearMatte,
  part: Part,
  trust: (x: number, y: number) => number,
  tile: Part,
  into: LinearMatte,
) {
  const { coefficients } = into;
  for (let y = tile.top; y < tile.bottom; y++) {
    let from = ((y - part.top) * width + tile.left - part.left) * 4;
    let to = (y * into.width + tile.left) * 4;
    for (let x = tile.left; x < tile.right; x++) {
      const share = trust(x, y);
      for (let c = 0; c < 4; c++, from++, to++) coefficients[to] += (fine[from] - coefficients[to]) * share;
    }
  }
}
