import { copyBytes } from '../../../src-shared/imaging/copy-bytes.ts';
import { missingCase } from '../../../src-shared/contract/errors.ts';
import type { Placement } from '../../../src-shared/edit/schema.ts';
import { matteRows } from '../../../src-shared/imaging/apply-matte.ts';
import { type Box, boxBlurRows, type NextRow, type Samples8 } from '../../../src-shared/imaging/box-blur.ts';
import { shiftEdge } from '../../../src-shared/imaging/edge/shift.ts';
import type { Cleaning, EdgeMattes } from '../../../src-shared/imaging/foreground/decontaminate.ts';
import type { Colours } from '../../../src-shared/imaging/foreground/levels.ts';
import type { Part } from '../../../src-shared/imaging/crop.ts';
import { type FocusPlane, lostInFocus } from '../../../src-shared/imaging/falloff.ts';
import { falloffRows } from '../../../src-shared/imaging/falloff-rows.ts';
import { gradientRows, type Rgb } from '../../../src-shared/imaging/gradient.ts';
import type { LinearMatte } from '../../../src-shared/imaging/guided-filter.ts';
import type { Plane8, RgbImage } from '../../../src-shared/imaging/image.ts';
import { keyBand, type KeyEnds } from '../../../src-shared/imaging/key/key-alpha.ts';
import type { KeyModel } from '../../../src-shared/imaging/key/key-model.ts';
import { type Spill, spillBand } from '../../../src-shared/imaging/key/spill.ts';
import { multiplyPlanes } from '../../../src-shared/imaging/multiply.ts';
import { overlayCool } from '../../../src-shared/imaging/overlay.ts';
import { placedRows } from '../../../src-shared/imaging/placement.ts';
import { bilinearRows } from '../../../src-shared/imaging/resize-bilinear.ts';
import { type Band, fillBand } from '../../../src-shared/imaging/rows.ts';
import { applyBounds, noBounds, paintPath } from '../../../src-shared/imaging/strokes.ts';
import type { Grain } from '../../../src-shared/imaging/scene/grain.ts';
import { relight } from '../../../src-shared/imaging/scene/relight.ts';
import type { BrushPath } from '../../../src-shared/imaging/strokes-path.ts';
import { matteLine } from '../../../src-shared/imaging/simd/apply-matte.ts';
import { boxBlurRowsSimd } from '../../../src-shared/imaging/simd/box-blur.ts';
import { solveTiles, type TileSource } from '../../../src-shared/imaging/matte/refine.ts';
import { decontaminateSimd } from '../../../src-shared/imaging/simd/decontaminate.ts';
import { areaRowsSimd } from '../../../src-shared/imaging/simd/resize-area.ts';
import { grainLayer } from '../../../src-shared/imaging/simd/grain.ts';
import { rowCompositor, rowMixer } from '../../../src-shared/imaging/simd/rows.ts';
import { widenSimd } from '../../../src-shared/imaging/simd/shift-edge.ts';
import { fineMixer } from '../../../src-shared/imaging/simd/smooth-rows.ts';
import { ditheredRows, type FineImage } from '../../../src-shared/imaging/smooth-rows.ts';
import { type LensPass, runLensPass } from './lens-passes.ts';
import './native-copy.ts';

/**
 * One pass over a photo's rows. Every picture in it lies in shared memory, so that the bands of one pass run
 * on all cores; a pass writes only `into`, and only the rows of its band.
 */
export type Pass =
  | LensPass
  /** Alpha from the solved matte and the photo's own colours. */
  | { kind: 'matte'; photo: RgbImage; matte: LinearMatte; into: Plane8 }
  /** Tiles of a matte; they count as rows. */
  | { kind: 'tiles'; source: TileSource; tiles: readonly Part[]; into: TileRows }
  /** A mask brought to the photo's size; `hard` makes it black and white, as the notebook does. */
  | { kind: 'mask'; mask: Plane8; hard: boolean; into: Plane8 }
  /** Alpha from the colour of a screen. */
  | { kind: 'key'; photo: RgbImage; model: KeyModel; ends: KeyEnds; into: Plane8 }
  /** The subject's colours without a screen's light. */
  | { kind: 'spill'; photo: RgbImage; alpha: Plane8; spill: Spill; into: RgbImage }
  /** The matte's edge moved, and its levels changed. */
  | { kind: 'shift-edge'; alpha: Plane8; shift: number; levels: Uint8Array; into: Plane8 }
  | { kind: 'feather'; alpha: Plane8; box: Box; into: Plane8 }
  /** The old background's light taken out of the subject's edge, in place. */
  | { kind: 'decontaminate'; mattes: EdgeMattes; colours: Colours; strength: number; into: RgbImage }
  /** What strokes say of alpha, in place. */
  | { kind: 'strokes'; paths: readonly BrushPath[]; photo: Size; into: Plane8 }
  /** `into` times alpha. */
  | { kind: 'multiply'; alpha: Plane8; into: Plane8 }
  | {
      kind: 'composite';
      photo: RgbImage;
      alpha: Plane8;
      behind: Behind;
      scene?: SceneLook | undefined;
      /** The old background's light taken out of the subject's edge. */
      cleaning?: EdgeCleaning | undefined;
      /** May be the photo itself where what lies behind does not look at it, see `looksAtPhoto`. */
      into: RgbImage;
    }
  /** A backdrop alone, at any size that has the photo's shape. */
  | { kind: 'behind'; behind: Behind; into: RgbImage }
  /** Other levels for the levels of a picture, in place. */
  | { kind: 'relight'; table: Uint8Array; into: RgbImage }
  | { kind: 'overlay'; photo: RgbImage; alpha: Plane8; into: RgbImage }
  /** A smaller version of a picture or a plane. */
  | { kind: 'shrink'; source: Samples8; into: Samples8 };

/** What makes subject and background look as if one camera took them. */
export interface SceneLook {
  /** Laid on what is behind. */
  readonly grain?: Grain | undefined;
  /** New levels for the subject's, see `relightTable`. */
  readonly subject?: Uint8Array | undefined;
}

/** What the subject's edge is cleaned by. */
export interface EdgeCleaning extends Cleaning {
  /** What the photo's colours are mixed by. */
  readonly truth: Plane8;
}

/** What lies behind the subject. */
export type Behind =
  /** The photo itself under a box, as the notebook blurs it. */
  | { kind: 'box'; box: Box }
  /** A picture of any size, stretched over the photo. */
  | { kind: 'picture'; picture: RgbImage }
  /** A wide blur, computed small: scaled up over the photo, and dithered. */
  | { kind: 'smooth'; picture: FineImage }
  /** The photo and its blurs, from sharp to wide, mixed by the height above the plane in focus. */
  | { kind: 'falloff'; sharp: RgbImage; blurs: readonly FineImage[]; plane: FocusPlane }
  /** A picture where its placement puts it. */
  | { kind: 'placed'; picture: RgbImage; placement: Placement }
  | { kind: 'colour'; rgb: Rgb }
  | { kind: 'gradient'; gradient: { from: Rgb; to: Rgb; angle: number } };

/** So many tiles, each with so many pixels, and the matte that they are part of. */
interface TileRows extends Size {
  /** Coefficients of the whole matte. */
  readonly data: Float32Array;
  readonly matte: Size;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** A pass, as all threads are given it. */
export interface PassTask {
  readonly ticket: number;
  readonly pass: Pass;
  readonly bands: readonly Band[];
  /** How many of the bands are taken: a shared number. A thread takes the next whenever it has finished one. */
  readonly taken: Int32Array;
}

/** What a thread says of a band that it finished, with what the pass threw, if it did; and at the end, that it found no more. */
export type PassNews =
  | { readonly ticket: number; readonly band: number; readonly error?: unknown }
  | { readonly ticket: number; readonly over: true };

export function runPass(pass: Pass, band: Band) {
  switch (pass.kind) {
    case 'matte': {
      const rows = matteRows(pass.photo, pass.matte, band.first, matteLine);
      fillBand(rows, pass.into.data, pass.into.width, band);
      return;
    }
    case 'tiles': {
      const { data: coefficients, matte } = pass.into;
      solveTiles(pass.source, pass.tiles.slice(band.first, band.end), { ...matte, coefficients });
      return;
    }
    case 'mask': {
      scaleMask(pass.mask, pass.hard, pass.into, band);
      return;
    }
    case 'key': {
      keyBand(pass.photo, pass.model, pass.ends, pass.into, band);
      return;
    }
    case 'spill': {
      spillBand(pass.photo, pass.alpha, pass.spill, pass.into, band);
      return;
    }
    case 'decontaminate': {
      decontaminateSimd(pass.into, pass.mattes, pass.colours, pass.strength, band);
      return;
    }
    case 'shift-edge': {
      shiftEdge(pass.alpha, pass.shift, pass.levels, pass.into, band, widenSimd);
      return;
    }
    case 'feather': {
      const rows = boxBlurRows({ ...pass.alpha, channels: 1 }, pass.box, band.first);
      fillBand(rows, pass.into.data, pass.into.width, band);
      return;
    }
    case 'strokes': {
      paintStrokes(pass.paths, pass.photo, pass.into, band);
      return;
    }
    case 'multiply': {
      multiplyPlanes(bandOf(pass.alpha, 1, band), bandOf(pass.into, 1, band));
      return;
    }
    case 'composite': {
      composite(pass, band);
      return;
    }
    case 'behind': {
      fillBand(rowsBehind(pass.behind, pass.into, band.first), pass.into.data, pass.into.width * 3, band);
      return;
    }
    case 'relight': {
      const rows = bandOf(pass.into, 3, band);
      relight(rows, pass.table, rows);
      return;
    }
    case 'overlay': {
      overlayCool(bandOf(pass.photo, 3, band), bandOf(pass.alpha, 1, band), bandOf(pass.into, 3, band));
      return;
    }
    case 'shrink': {
      const { width, height, channels, data } = pass.into;
      fillBand(areaRowsSimd(pass.source, width, height, band.first), data, width * channels, band);
      return;
    }
    case 'weigh':
    case 'pull':
    case 'push':
    case 'blur-light': {
      runLensPass(pass, band);
      return;
    }
    default:
      return missingCase(pass);
  }
}

function scaleMask(mask: Plane8, hard: boolean, into: Plane8, band: Band) {
  const { width, height, data } = into;
  const mixer = rowMixer(width, hard ? 128 : undefined);
  fillBand(bilinearRows({ ...mask, channels: 1 }, width, height, band.first, mixer), data, width, band);
}

function paintStrokes(paths: readonly BrushPath[], photo: Size, into: Plane8, band: Band) {
  const bounds = noBounds(into.width, band.end - band.first, band.first);
  for (const path of paths) paintPath(bounds, path, into.width / photo.width, into.height / photo.height);
  applyBounds(bandOf(into, 1, band), bounds);
}

function composite(
  { photo, alpha, behind, scene, cleaning, into }: Extract<Pass, { kind: 'composite' }>,
  band: Band,
) {
  const next = rowsBehind(behind, photo, band.first);
  const layGrain = scene?.grain && grainLayer(scene.grain, photo.width);
  const subjectRow = relitRow(photo, alpha, scene?.subject);
  const truth = cleaning && cleaning.truth.data !== alpha.data ? cleaning.truth : undefined;
  const { background, take, lay } = rowCompositor(photo, cleaning);
  for (let y = band.first; y < band.end; y++) {
    const row = { first: y, end: y + 1 };
    next(background, take(bandOf(alpha, 1, row), truth && bandOf(truth, 1, row)));
    layGrain?.(background, y, grainLostAt(behind, (y + 0.5) / photo.height));
    lay(subjectRow(row), bandOf(into, 3, row), y);
  }
}

/** Whether what lies behind is made of the photo's own rows while they are laid over. */
export const looksAtPhoto = ({ kind }: Behind): boolean => kind === 'box' || kind === 'falloff';

/** The subject's row in another light, from its first pixel to its last; good until the next call. */
function relitRow(photo: RgbImage, alpha: Plane8, table: Uint8Array | undefined): (row: Band) => Uint8Array {
  if (!table) return row => bandOf(photo, 3, row);
  const into = new Uint8Array(photo.width * 3);
  return row => {
    const { first, end } = seenIn(bandOf(alpha, 1, row));
    relight(bandOf(photo, 3, row).subarray(first * 3, end * 3), table, into.subarray(first * 3, end * 3));
    return into;
  };
}

/** The pixels of a row that any of the subject is in. Fours keep the samples where words begin. */
function seenIn(alpha: Uint8Array): Band {
  let [first, end] = [0, alpha.length];
  while (first < end && alpha[first] === 0) first++;
  while (end > first && alpha[end - 1] === 0) end--;
  return { first: first - (first % 4), end };
}

/** How much grain is missing at a height: what is in focus still has its own. */
const grainLostAt = (behind: Behind, y: number): number =>
  behind.kind === 'falloff' ? lostInFocus(behind.plane, y) : 1;

function colourRows(rgb: Rgb, width: number): NextRow {
  const row = Uint8Array.from({ length: width * 3 }, (_, i) => rgb[i % 3]);
  return into => copyBytes(row, into);
}

function rowsBehind(behind: Behind, photo: RgbImage, firstRow: number): NextRow {
  switch (behind.kind) {
    case 'box':
      return boxBlurRowsSimd({ ...photo, channels: 3 }, behind.box, firstRow);
    case 'picture':
      return bilinearRows(
        { ...behind.picture, channels: 3 },
        photo.width,
        photo.height,
        firstRow,
        rowMixer(photo.width * 3),
      );
    case 'smooth':
      return ditheredRows(behind.picture, photo, firstRow, fineMixer);
    case 'falloff':
      return falloffRows(behind.sharp, behind.blurs, behind.plane, firstRow, fineMixer);
    case 'placed':
      return placedRows(behind.picture, behind.placement, photo, firstRow);
    case 'colour':
      return colourRows(behind.rgb, photo.width);
    case 'gradient':
      return gradientRows(behind.gradient, photo.width, photo.height, firstRow);
    default:
      return missingCase(behind);
  }
}

const bandOf = ({ width, data }: Plane8, channels: number, { first, end }: Band): Uint8Array =>
  data.subarray(first * width * channels, end * width * channels);
