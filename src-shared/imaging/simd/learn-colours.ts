import { copyBytes } from '../copy-bytes.ts';
import type { PlaneF, RgbImage } from '../image.ts';
import { FAR, FAR_SHARE, NEAR } from '../matte/colour-models.ts';
import { BEHIND_AT, FIELD, SUBJECT_AT } from '../matte/field.ts';
import { type Grid, inPixels } from '../matte/grid.ts';
import { DOUBT, SURE, UNHEARD } from '../matte/guide-rows.ts';
import { learnColours, ROUNDS } from '../matte/learn-colours.ts';
import { wasmBytes } from './learn-colours.wasm.ts';
import { compile, type KernelModule, layOut, roomFor } from './module.ts';
import { PLACE } from './places.ts';

interface Kernels extends KernelModule {
  markHeard(field: number, marks: number, width: number, height: number, unheard: number): void;
  layModels(
    rgb: number,
    alpha: number,
    behind: boolean,
    marks: number,
    columns: number,
    far: number,
    share: number,
    model: number,
    width: number,
    height: number,
    radius: number,
  ): void;
  askAgain(
    rgb: number,
    first: number,
    alpha: number,
    field: number,
    places: number,
    list: number,
    models: number,
    width: number,
    height: number,
    low: number,
    high: number,
    doubtLow: number,
    doubtHigh: number,
    unheard: number,
  ): void;
}

const compiled = compile(wasmBytes);
const room = compiled && roomFor(compiled);

/** Bytes of the window means of one side, and of a column's sums. */
const MEANS = 48;
const COLUMN = 80;

/**
 * `learnColours` in WASM SIMD; the plain one where there is no SIMD. Where the fine stage is not heard, nor next to it, models
 * are left empty: nobody reads them.
 */
export function learnColoursSimd(samples: RgbImage, first: PlaneF, grid: Grid, field: Float32Array) {
  if (!room) {
    learnColours(samples, first, grid, field);
    return;
  }
  const { width, height } = grid;
  const blocks = width * height;
  const { at, bytes } = layOut({
    rgb: blocks * 3,
    first: blocks * 4,
    alpha: blocks * 4,
    field: field.byteLength,
    marks: blocks,
    subject: blocks * MEANS,
    behind: blocks * MEANS,
    columns: width * COLUMN,
    places: width * PLACE,
    list: width * 4,
    models: FIELD * 16,
  });
  const kernels = room(bytes) as Kernels;
  const memory = new Uint8Array(kernels.memory.buffer);
  copyBytes(samples.data, memory.subarray(at.rgb));
  copyBytes(bytesOf(first.data), memory.subarray(at.first));
  copyBytes(bytesOf(field), memory.subarray(at.field));
  const { rgb, marks, columns, places, list, models } = at;
  const lay = (alpha: number, { subject, behind }: typeof FAR, share: number) => {
    const [mine, other] = [at.field + SUBJECT_AT * 4, at.field + BEHIND_AT * 4];
    const [near, far] = [inPixels(grid, subject), inPixels(grid, behind)];
    kernels.layModels(rgb, alpha, false, marks, columns, at.subject, share, mine, width, height, near);
    kernels.layModels(rgb, alpha, true, marks, columns, at.behind, share, other, width, height, far);
  };
  kernels.markHeard(at.field, marks, width, height, UNHEARD);
  lay(at.first, FAR, 0);
  for (let round = 0; round < ROUNDS; round++) {
    kernels.askAgain(
      rgb,
      at.first,
      at.alpha,
      at.field,
      places,
      list,
      models,
      width,
      height,
      SURE.low,
      SURE.high,
      DOUBT.low,
      DOUBT.high,
      UNHEARD,
    );
    lay(at.alpha, NEAR, FAR_SHARE);
  }
  copyBytes(memory.subarray(at.field, at.field + field.byteLength), bytesOf(field));
}

const bytesOf = ({ buffer, byteOffset, byteLength }: Float32Array): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength);
