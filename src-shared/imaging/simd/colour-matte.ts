import { copyBytes } from '../copy-bytes.ts';
import type { Part } from '../crop.ts';
import type { LinearMatte } from '../guided-filter.ts';
import type { PlaneF, RgbImage } from '../image.ts';
import { FIELD } from '../matte/field.ts';
import { blockAxis, type Grid } from '../matte/grid.ts';
import { DOUBT, type GuideRows, plainGuideRows, SURE, UNHEARD } from '../matte/guide-rows.ts';
import type { Axis } from '../resize-bilinear.ts';
import { rowPair } from '../row-pair.ts';
import { wasmBytes } from './colour-matte.wasm.ts';
import { compile, instantiate, type KernelModule, layOut } from './module.ts';
import { layAxis, PLACE } from './places.ts';

interface Kernels extends KernelModule {
  blendRows(upper: number, lower: number, share: number, into: number, count: number): void;
  spreadRow(line: number, places: number, into: number, count: number): void;
  addBlocks(rgb: number, block: number, width: number, sums: number): void;
  expectRow(
    rgb: number,
    line: number,
    places: number,
    into: number,
    list: number,
    models: number,
    count: number,
    low: number,
    high: number,
    doubtLow: number,
    doubtHigh: number,
    unheard: number,
  ): void;
}

const compiled = compile(wasmBytes);

/** GuideRows in WASM SIMD; the plain ones where there is no SIMD. */
export const guideRows = (guide: RgbImage, grid: Grid): GuideRows =>
  compiled ? new SimdGuideRows(compiled, guide, grid) : plainGuideRows(guide, grid);

class SimdGuideRows implements GuideRows {
  private readonly guide: RgbImage;
  private readonly grid: Grid;
  private readonly kernels: Kernels;
  private readonly at: Record<
    | 'rgb'
    | 'above'
    | 'below'
    | 'line'
    | 'coefficientPlaces'
    | 'fieldPlaces'
    | 'sums'
    | 'into'
    | 'list'
    | 'models',
    number
  >;
  private readonly down: Axis;
  /** What was expected last: fresh memory for each of many tiles would be cleared first, and collected later. */
  private told = new Float32Array(0);

  constructor(module: WebAssembly.Module, guide: RgbImage, grid: Grid) {
    this.guide = guide;
    this.grid = grid;
    const line = grid.width * FIELD * 4;
    const places = guide.width * PLACE;
    const lay = layOut({
      rgb: guide.width * 3,
      above: line,
      below: line,
      line,
      coefficientPlaces: places,
      fieldPlaces: places,
      sums: grid.width * 12,
      into: guide.width * 16,
      list: guide.width * 4,
      models: FIELD * 16,
    });
    this.at = lay.at;
    this.kernels = instantiate(module, lay.bytes) as Kernels;
    this.down = blockAxis(grid.height, grid.block, 1);
    this.layPlaces(lay.at.coefficientPlaces, 16);
    this.layPlaces(lay.at.fieldPlaces, FIELD * 4);
  }

  blockMeans(): RgbImage {
    const { guide, grid, kernels, at } = this;
    const data = new Uint8Array(grid.width * grid.height * 3);
    const sums = new Uint32Array(kernels.memory.buffer, at.sums, grid.width * 3);
    for (let y = 0; y < grid.height; y++) {
      const [top, bottom] = [y * grid.block, Math.min(guide.height, (y + 1) * grid.block)];
      sums.fill(0);
      for (let row = top; row < bottom; row++) {
        this.setGuide(row, 0, guide.width);
        kernels.addBlocks(at.rgb, grid.block, guide.width, at.sums);
      }
      for (let x = 0; x < grid.width; x++) {
        const count = (Math.min(guide.width, (x + 1) * grid.block) - x * grid.block) * (bottom - top);
        const to = (y * grid.width + x) * 3;
        for (let c = 0; c < 3; c++) data[to + c] = sums[x * 3 + c] / count + 0.5;
      }
    }
    return { width: grid.width, height: grid.height, data };
  }

  enlarge(matte: LinearMatte, { left, top, right, bottom }: Part, into: LinearMatte) {
    const { kernels, at } = this;
    const row = this.floats(at.into, (right - left) * 4);
    const places = at.coefficientPlaces + left * PLACE;
    const setLine = this.lines(matte.coefficients, 4, left, right);
    for (let y = top; y < bottom; y++) {
      setLine(y);
      kernels.spreadRow(at.line, places, at.into, right - left);
      into.coefficients.set(row, (y * into.width + left) * 4);
    }
  }

  expected(field: Float32Array, { left, top, right, bottom }: Part): PlaneF {
    const { kernels, at } = this;
    const [width, height] = [right - left, bottom - top];
    if (this.told.length < width * height) this.told = new Float32Array(width * height);
    const data = this.told.subarray(0, width * height);
    const row = this.floats(at.into, width);
    const setLine = this.lines(field, FIELD, left, right);
    for (let y = top; y < bottom; y++) {
      setLine(y);
      this.setGuide(y, left, right);
      const places = at.fieldPlaces + left * PLACE;
      kernels.expectRow(
        at.rgb,
        at.line,
        places,
        at.into,
        at.list,
        at.models,
        width,
        SURE.low,
        SURE.high,
        DOUBT.low,
        DOUBT.high,
        UNHEARD,
      );
      data.set(row, (y - top) * width);
    }
    return { width, height, data };
  }

  private floats(from: number, count: number): Float32Array {
    return new Float32Array(this.kernels.memory.buffer, from, count);
  }

  private layPlaces(to: number, bytes: number) {
    layAxis(this.kernels.memory.buffer, to, blockAxis(this.grid.width, this.grid.block, bytes));
  }

  private setGuide(y: number, left: number, right: number) {
    const { width, data } = this.guide;
    const row = data.subarray((y * width + left) * 3, (y * width + right) * 3);
    copyBytes(row, new Uint8Array(this.kernels.memory.buffer, this.at.rgb));
  }

  /**
   * What lies between two rows of the grid, for rows of the guide from the top down; only as far as columns `left` to
   * `right` need it.
   * @returns sets the line to a row of the guide
   */
  private lines(samples: Float32Array, channels: number, left = 0, right = this.guide.width) {
    const { kernels, at, grid } = this;
    const first = Math.max(0, Math.floor(left / grid.block) - 1);
    const end = Math.min(grid.width, Math.ceil(right / grid.block) + 1);
    const count = (end - first) * channels;
    const offset = first * channels;
    const shareAt = rowPair(this.down, 1, (slot, row) => {
      const from = row * grid.width * channels + offset;
      this.floats(at[slot], count).set(samples.subarray(from, from + count));
    });
    return (y: number) => kernels.blendRows(at.above, at.below, shareAt(y), at.line + offset * 4, count / 4);
  }
}
