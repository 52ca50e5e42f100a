import type { Region, Stroke } from '../../../src-shared/edit/strokes.ts';
import type { LinearMatte } from '../../../src-shared/imaging/guided-filter.ts';
import { onGrid } from '../../../src-shared/imaging/matte/grid.ts';
import type { PlaneF, RgbImage } from '../../../src-shared/imaging/image.ts';
import type { Bounds } from '../../../src-shared/imaging/strokes.ts';
import { MatteSolver, type NewFloats } from '../../../src-shared/imaging/matte/solve.ts';
import { TILE } from '../../../src-shared/imaging/matte/tiles.ts';
import { taught } from '../../../src-shared/imaging/matte/teach.ts';
import { applyRegions } from '../../../src-shared/imaging/regions.ts';
import { finishedBrush, wholeBrush } from '../../../src-shared/imaging/strokes-path.ts';
import { runOnAllCores } from '../bands/pool.ts';
import type { FoundSubject } from './find-subject.ts';
import { PaintedStrokes } from './painted-strokes.ts';

/** The size that strokes and clicks are drawn on. */
export interface PhotoSize {
  readonly width: number;
  readonly height: number;
}

export interface Hand {
  readonly strokes: readonly Stroke[];
  readonly regions: readonly Region[];
}

/** Cells along a photo's long side: what the networks look at is about as fine. */
export const CELLS = 320;

/** What a matte is solved from. */
type Coarse = Pick<FoundSubject, 'guide' | 'segmentation'>;

/**
 * Solves one photo's matte again and again while strokes are added to it: smart strokes teach the segmentation before
 * the solve, so that what they bring ends at the photo's edges. Only what comes out otherwise is solved anew.
 */
export class StrokeSolver {
  /** The cores of smart strokes, on the solver's grid; and what counts on the finished alpha, at its last size. */
  readonly guided = new PaintedStrokes(stroke => (stroke.smart ? finishedBrush(stroke) : undefined));
  /** The whole of them. */
  readonly brushed = new PaintedStrokes(wholeBrush);
  readonly finished = new PaintedStrokes(finishedBrush);
  readonly plain = new PaintedStrokes(wholeBrush);
  private readonly cells: number;
  private readonly newFloats: NewFloats;
  private last: { readonly found: Coarse; readonly solver: MatteSolver } | undefined;

  /**
   * @param cells of the segmentation along the photo's long side
   * @param newFloats a job's own memory, where the solver ends with the job
   */
  constructor(cells = CELLS, newFloats: NewFloats = keptFloats) {
    this.cells = cells;
    this.newFloats = newFloats;
  }

  /** @returns coefficients in memory that all threads see, the same array as long as the subject is the same */
  async solve(found: Coarse, hand: Hand, photo: PhotoSize): Promise<LinearMatte> {
    const solver = this.solverFor(found, photo);
    const { source, tiles, finish } = solver.begin(this.coarseFor(solver, found, hand, photo));
    const { coefficients: data, ...matte } = solver.matte;
    const into = { width: TILE_PIXELS, height: tiles.length, data, matte };
    if (tiles.length > 0) await runOnAllCores({ kind: 'tiles', source, tiles, into });
    return finish();
  }

  /** The segmentation with what the hand says of it, on the solver's grid. */
  private coarseFor(solver: MatteSolver, found: Coarse, hand: Hand, photo: PhotoSize): PlaneF {
    const { grid, colours } = solver;
    const coarse = onGrid(applyRegions(found.segmentation, hand.regions, photo), found.guide, grid);
    const smart = hand.strokes.filter(stroke => stroke.smart);
    if (smart.length === 0) return coarse;
    const covered = coveredBy(grid, found.guide, photo);
    const told = taught(colours, coarse, this.guided.paint(smart, grid, covered), grid);
    return leaning(told, this.brushed.paint(smart, grid, covered));
  }

  private solverFor(found: Coarse, photo: PhotoSize): MatteSolver {
    if (this.last?.found === found) return this.last.solver;
    const { guide } = found;
    const cellsOf = ({ width, height }: PhotoSize) => Math.max(1, Math.max(width, height) / this.cells);
    const cells = { guide: cellsOf(guide), photo: cellsOf(photo) };
    const solver = new MatteSolver(seenByAll(guide), cells, this.newFloats);
    this.last = { found, solver };
    return solver;
  }
}

/** Kept from job to job, and so not out of a job's own memory. */
const keptFloats = (length: number) => new Float32Array(new SharedArrayBuffer(length * 4));

function seenByAll(guide: RgbImage): RgbImage {
  const data = new Uint8Array(new SharedArrayBuffer(guide.data.length));
  data.set(guide.data);
  return { ...guide, data };
}

/** Pixels of a whole tile. */
const TILE_PIXELS = TILE * TILE;

/** How far the rim of a smart stroke moves the segmentation, before the photo's edges have their say. */
const LEAN = 0.82;

/** What lies under the whole brush leans the way that the stroke says. */
const leaning = ({ width, height, data }: PlaneF, { low, high }: Bounds): PlaneF => ({
  width,
  height,
  data: data.map((value, i) =>
    Math.min(Math.max(value, (LEAN * low[i]) / 255), 1 - (LEAN * (255 - high[i])) / 255),
  ),
});

/** The size of the photo that the whole grid would cover: its last blocks may hang over the guide. */
function coveredBy(
  grid: { width: number; height: number; block: number },
  guide: PhotoSize,
  photo: PhotoSize,
): PhotoSize {
  return {
    width: (grid.width * grid.block * photo.width) / guide.width,
    height: (grid.height * grid.block * photo.height) / guide.height,
  };
}
