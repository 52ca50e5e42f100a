import type { LinearMatte } from '../guided-filter.ts';
import { guidedMatteView } from '../simd/guided-filter.ts';
import type { PlaneF, RgbImage } from '../image.ts';
import { boxMean } from '../box-mean.ts';
import type { Part } from '../crop.ts';
import { guideRows } from '../simd/colour-matte.ts';
import { anchor } from './anchor.ts';
import { fieldLength, layPlanes } from './field.ts';
import { blockMiddles, type Grid, gridOf, inPixels } from './grid.ts';
import { learnColoursSimd } from '../simd/learn-colours.ts';
import { applied, clipped, contrasted } from './linear.ts';
import { type GuideRows, UNHEARD } from './guide-rows.ts';
import { solveTiles, type TileSource } from './refine.ts';
import { differs, type Stage, tilesOf } from './tiles.ts';
import { smoothStep } from '../smooth-step.ts';
import { softnessGate } from './softness-gate.ts';

/**
 * From a soft segmentation to a matte: what the photo's colours say of the subject's edge.
 *
 * 1. The segmentation is brought to the photo's edges on a coarse grid, by guided filters from wide to narrow with
 *    the contrast raised between (after He, Sun & Tang 2013).
 * 2. With that as a first alpha, the colours of subject and background are modelled round every place, and in the
 *    doubtful band each pixel of the guide gets the alpha to be expected of its own colour.
 * 3. A narrow guided filter makes that alpha a linear function of the guide, so that it can be read at any size.
 * 4. Where a plainly filtered segmentation is not soft, there is no hair to be found, and it stands as it is, held to what
 *    the segmentation is sure of.
 *
 * Constants were found on hair and fur with exact alpha, and on photos with masks.
 */

/** Longest side at which a matte is solved; its coefficients are applied at full size. */
export const SOLVE_SIDE = 1200;

/** Guided filters of the first alpha: window in cells, variance that counts as flat. */
const WIDE = [8, 1e-4] as const;
const NARROW = [5.33, 1e-5] as const;
/** Contrast after each of them. */
const STRETCH = 1.6;
/** The plain matte: window, variance and contrast. */
const PLAIN = [3, 1e-4, 1.3] as const;
/** The prior is the segmentation, with a little of a much wider one: hair reaches out of what a network sees. */
const REACH_CELLS = 2.5;
const REACH_SHARE = 0.05;
/** Photo pixels in a cell from which on there is more to find than the plain matte has, and where all of it is. */
const CELL = [2.6, 3.7] as const;

/** How large a cell of the segmentation is: in pixels of the guide, and of the photo itself. */
export interface Cells {
  readonly guide: number;
  readonly photo: number;
}

/** Gives memory for floats, whatever is in it. */
export type NewFloats = (length: number) => Float32Array;

/** A solve of which the tiles are left to do. */
export interface BegunSolve {
  readonly source: TileSource;
  /** Those that come out otherwise than last time. */
  readonly tiles: readonly Part[];
  /** To be called when all of them are done. @returns the matte, the same array each time */
  readonly finish: () => LinearMatte;
}

/**
 * Solves one photo's matte, and solves it again when its segmentation has changed somewhere: then only the tiles that
 * come out otherwise are refined anew.
 */
export class MatteSolver {
  readonly grid: Grid;
  /** What is written into: coefficients at the guide's size. */
  readonly matte: LinearMatte;
  private readonly guide: RgbImage;
  private readonly rows: GuideRows;
  private readonly small: RgbImage;
  /** A pixel of each block. */
  private readonly samples: RgbImage;
  /** How much the fine stage can find in a photo of this size, 0…1. */
  private readonly detail: number;
  private readonly newFloats: NewFloats;
  private last: Stage | undefined;
  /** A field that nobody looks at any more. */
  private spare: Float32Array | undefined;

  /**
   * @param guide the photo, its long side at most SOLVE_SIDE
   * @param newFloats memory for all that tiles are made from and written to
   */
  constructor(guide: RgbImage, cells: Cells, newFloats: NewFloats = length => new Float32Array(length)) {
    this.guide = guide;
    this.grid = gridOf(guide, cells.guide);
    this.rows = guideRows(guide, this.grid);
    this.small = this.rows.blockMeans();
    this.samples = blockMiddles(guide, this.grid);
    this.detail = smoothStep(cells.photo, ...CELL);
    this.newFloats = newFloats;
    const { width, height } = guide;
    this.matte = { width, height, coefficients: newFloats(width * height * 4) };
  }

  /** The guide's colours on the grid. */
  get colours(): RgbImage {
    return this.small;
  }

  /**
   * @param coarse soft segmentation on the grid, 0…1
   * @returns coefficients at the guide's size, the same array each time
   */
  solve(coarse: PlaneF): LinearMatte {
    const { source, tiles, finish } = this.begin(coarse);
    solveTiles(source, tiles, this.matte, this.rows);
    return finish();
  }

  /** The same, its tiles left to others. */
  begin(coarse: PlaneF): BegunSolve {
    const stage = this.prepare(coarse);
    const { guide, grid, last } = this;
    const { plain, field } = stage;
    const tiles = tilesOf(guide).filter(tile => !last || differs(stage, last, tile, grid));
    // Until they are done, nothing is known to be as it was.
    this.last = undefined;
    const finish = () => {
      this.spare = last?.field;
      this.last = stage;
      return this.matte;
    };
    return { source: { guide, grid, plain, ...(field && { field }) }, tiles, finish };
  }

  private prepare(coarse: PlaneF): Stage {
    const { small, grid, detail } = this;
    const plain = plainMatte(small, coarse, grid, this.newFloats(grid.width * grid.height * 4));
    const filtered = clipped(applied(plain, small));
    const alpha = anchor(plain, filtered, coarse, grid);
    if (detail === 0) return { plain, alpha };
    const field = this.spare ?? this.newFloats(fieldLength(grid));
    const wide = widened(coarse, grid);
    const trust = scaled(softnessGate(filtered, grid), detail);
    layPlanes(field, { coarse, wide, prior: mixed(coarse, wide), trust });
    if (trust.data.some(value => value > UNHEARD)) this.learn(coarse, field);
    return { plain, alpha, field };
  }

  private learn(coarse: PlaneF, field: Float32Array) {
    const { small, samples, grid } = this;
    const first = clipped(applied(firstAlpha(small, coarse, grid), samples));
    learnColoursSimd(samples, first, grid, field);
  }
}

function scaled({ width, height, data }: PlaneF, by: number): PlaneF {
  const result = new Float32Array(data.length);
  for (let i = 0; i < data.length; i++) result[i] = data[i] * by;
  return { width, height, data: result };
}

function plainMatte(small: RgbImage, coarse: PlaneF, grid: Grid, into: Float32Array): LinearMatte {
  const [cells, epsilon, contrast] = PLAIN;
  return contrasted(guidedMatteView(small, coarse, inPixels(grid, cells), epsilon), contrast, into);
}

/** Alpha as a linear function of colour on the grid, good until the next guided filter. */
function firstAlpha(small: RgbImage, coarse: PlaneF, grid: Grid): LinearMatte {
  const stretched = (alpha: PlaneF, [cells, epsilon]: typeof WIDE | typeof NARROW) => {
    const matte = guidedMatteView(small, alpha, inPixels(grid, cells), epsilon);
    return contrasted(matte, STRETCH, matte.coefficients);
  };
  return stretched(clipped(applied(stretched(coarse, WIDE), small)), NARROW);
}

function widened({ width, height, data }: PlaneF, grid: Grid): PlaneF {
  const radius = inPixels(grid, REACH_CELLS);
  const once = boxMean({ width, height, channels: 1, data }, radius);
  return { width, height, data: boxMean({ width, height, channels: 1, data: once }, radius) };
}

function mixed({ width, height, data }: PlaneF, wide: PlaneF): PlaneF {
  const result = new Float32Array(data.length);
  for (let i = 0; i < data.length; i++) result[i] = data[i] * (1 - REACH_SHARE) + wide.data[i] * REACH_SHARE;
  return { width, height, data: result };
}
