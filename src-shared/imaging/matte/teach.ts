import { cropped, type Part, partSize, wholePart } from '../crop.ts';
import type { PlaneF, RgbImage } from '../image.ts';
import { guideRows } from '../simd/colour-matte.ts';
import { guidedMatteSimd } from '../simd/guided-filter.ts';
import { type Bounds, boundedPlane } from '../strokes.ts';
import { emptySums, layFarModels, seenFromFar, weighColours } from './colour-models.ts';
import { fieldLength, layPlanes } from './field.ts';
import { type Grid, inPixels } from './grid.ts';
import { applied, clipped } from './linear.ts';
import { geodesicDistance } from './reach.ts';
import { smoothStep } from '../smooth-step.ts';

/** Cells round a stroke in which it has a say, where no edge lies between. */
const REACH_CELLS = 24;
/** What a stroke makes of the prior right beside it. */
const LIFT = 0.9;
/** Cells round all that in which colours are looked for. */
const ROUND_CELLS = 10;
/** Once with the colours that the segmentation got wrong still in the wrong model, and once more without them. */
const ROUNDS = 2;
/** The filter that holds the verdicts of neighbours together: window in cells, variance that counts as flat. */
const SMOOTH = [2, 1e-4] as const;
/** A verdict is made clearer before it goes into the segmentation. */
const CONTRAST = 4;
/** Reach from which on a verdict counts in full. */
const FULL_REACH = 0.3;
/** Level from which on a stroke's soft rim counts as stroke. */
const CORE = 128;

/**
 * What strokes teach of the subject: the segmentation with what they say, and what the colours under them say of
 * everything near that no edge parts from them. A keep stroke on a missed paw brings the paw.
 * @param small the photo's colours on the grid
 * @param coarse soft segmentation on the grid
 * @param bounds of the strokes, painted on the grid
 */
export function taught(small: RgbImage, coarse: PlaneF, bounds: Bounds, grid: Grid): PlaneF {
  const pull = pullOf(small, bounds, grid);
  const part = partOf(pull, coarse, inPixels(grid, ROUND_CELLS));
  const held = boundedPlane(coarse, bounds);
  if (part) teachPart(held, small, bounds, pull, part, grid);
  return held;
}

/** Everything that the strokes have a say in, and as much round it as their colours are looked for in. */
function teachPart(
  into: PlaneF,
  small: RgbImage,
  bounds: Bounds,
  wholePull: Float32Array,
  part: Part,
  whole: Grid,
) {
  const cutOut = <D extends Float32Array | Uint8Array>(data: D, channels: number): D =>
    cropped(data, into.width, channels, part);
  const size = partSize(part);
  const near = { ...size, firstRow: 0, low: cutOut(bounds.low, 1), high: cutOut(bounds.high, 1) };
  const colours: RgbImage = { ...size, data: cutOut(small.data, 3) };
  const pull = cutOut(wholePull, 1);
  const coarse: PlaneF = { ...size, data: cutOut(into.data, 1) };
  // Every pixel of the grid is a block of its own here.
  const grid: Grid = { ...size, block: 1, cell: whole.cell };
  const prior = boundedPlane(
    mapped(coarse, (value, i) => lift(value, pull[i])),
    near,
  );
  const judge = judgeOf(colours, grid, prior, pull);
  // The colours are sorted by the strokes first: what the segmentation thinks of them is what is in doubt.
  let alpha = boundedPlane(
    mapped(coarse, (value, i) => sorted(value, pull[i])),
    near,
  );
  for (let round = 0; round < ROUNDS; round++) alpha = boundedPlane(judge(alpha), near);
  const said = boundedPlane(
    mapped(coarse, (value, i) => verdict(value, alpha.data[i], pull[i])),
    near,
  );
  for (let y = 0; y < size.height; y++) {
    const row = said.data.subarray(y * size.width, (y + 1) * size.width);
    into.data.set(row, (part.top + y) * into.width + part.left);
  }
}

/** How strongly strokes draw at each pixel: towards the subject up to 1, away from it down to −1. */
function pullOf(small: RgbImage, { low, high }: Bounds, grid: Grid): Float32Array {
  const most = inPixels(grid, REACH_CELLS);
  const keep = geodesicDistance(small, i => low[i] >= CORE, most);
  const drop = geodesicDistance(small, i => high[i] < 255 - CORE, most);
  return keep.map((steps, i) => Math.max(0, 1 - steps / most) - Math.max(0, 1 - drop[i] / most));
}

const mapped = ({ width, height, data }: PlaneF, of: (value: number, i: number) => number): PlaneF => ({
  width,
  height,
  data: data.map(of),
});

const lift = (value: number, pull: number): number =>
  pull > 0 ? Math.max(value, LIFT * pull) : Math.min(value, 1 + LIFT * pull);

const sorted = (value: number, pull: number): number =>
  pull > 0 ? Math.max(value, pull) : Math.min(value, 1 + pull);

/** The least part that all pulls lie in, and so many pixels round it. */
function partOf(pull: Float32Array, { width, height }: PlaneF, round: number): Part | undefined {
  const part = { left: width, top: height, right: 0, bottom: 0 };
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      if (pull[i] === 0) continue;
      part.left = Math.min(part.left, Math.max(0, x - round));
      part.right = Math.max(part.right, Math.min(width, x + round + 1));
      part.top = Math.min(part.top, Math.max(0, y - round));
      part.bottom = Math.min(height, y + round + 1);
    }
  }
  return part.bottom > 0 ? part : undefined;
}

/** Judges alpha by the colours, where strokes have a say; asked again, it knows the colours better. */
function judgeOf(colours: RgbImage, grid: Grid, prior: PlaneF, pull: Float32Array) {
  const rows = guideRows(colours, grid);
  const field = new Float32Array(fieldLength(grid));
  const sums = emptySums(grid);
  const asked = mapped(prior, (_, i) => (pull[i] === 0 ? 0 : 0.5));
  const [cells, epsilon] = SMOOTH;
  const radius = inPixels(grid, cells);
  return (alpha: PlaneF): PlaneF => {
    weighColours(colours, alpha.data, sums);
    layFarModels(seenFromFar(sums, grid), field);
    layPlanes(field, { coarse: asked, wide: asked, prior, trust: asked });
    const told = rows.expected(field, wholePart(grid));
    const judged = mapped(alpha, (value, i) => (pull[i] === 0 ? value : told.data[i]));
    return clipped(applied(guidedMatteSimd(colours, judged, radius, epsilon), colours));
  };
}

/** The segmentation with a verdict: a keep stroke only adds, a drop stroke only takes away. */
function verdict(value: number, alpha: number, pull: number): number {
  const clear = Math.min(1, Math.max(0, (alpha - 0.5) * CONTRAST + 0.5));
  const say = smoothStep(Math.abs(pull), 0, FULL_REACH);
  return pull > 0 ? Math.max(value, clear * say) : Math.min(value, 1 - (1 - clear) * say);
}
