import { DITHER_SIDE } from '../dither.ts';
import { axis } from '../resize-bilinear.ts';
import { ditherRow, type FineMixer, type NewFineMixer, plainFineMixer } from '../smooth-rows.ts';
import { compile, instantiate, type KernelModule, layOut } from './module.ts';
import { wasmBytes } from './smooth-rows.wasm.ts';

interface Kernels extends KernelModule {
  ditherRows(above: number, below: number, share: number, noise: number, into: number, count: number): void;
  blendRows(above: number, below: number, share: number, into: number, count: number): void;
  stretchRow(row: number, first: number, second: number, share: number, into: number, width: number): void;
  widenRow(row: number, into: number, width: number): void;
}

const compiled = compile(wasmBytes);
const PIXEL = 16;

/** The mixer of fine rows in WASM SIMD; the plain one where there is no SIMD. */
export const fineMixer: NewFineMixer = (width, from = width) =>
  compiled ? new SimdMixer(compiled, width, from) : plainFineMixer(width, from);

class SimdMixer implements FineMixer {
  readonly above: Float32Array;
  readonly below: Float32Array;
  private readonly kernels: Kernels;
  private readonly at: Record<keyof ReturnType<typeof sizesOf>, number>;
  private readonly width: number;
  private readonly row: Uint16Array;
  private readonly mixed: Float32Array;
  private readonly noise: Uint8Array;
  private readonly rounded: Uint8Array;
  /** One run: the whole row. */
  private readonly all: Int32Array;

  constructor(module: WebAssembly.Module, width: number, from: number) {
    const { at, bytes } = layOut(sizesOf(width, from));
    this.kernels = instantiate(module, bytes) as Kernels;
    this.at = at;
    this.width = width;
    this.all = Int32Array.of(0, width);
    const { buffer } = this.kernels.memory;
    this.above = new Float32Array(buffer, at.above, width * 3);
    this.below = new Float32Array(buffer, at.below, width * 3);
    this.mixed = new Float32Array(buffer, at.mixed, width * 3);
    this.row = new Uint16Array(buffer, at.row, from * 3);
    this.noise = new Uint8Array(buffer, at.noise, DITHER_SIDE * 3);
    this.rounded = new Uint8Array(buffer, at.rounded, width * 3);
    const { first, second, share } = axis(from, width, 1);
    new Int32Array(buffer, at.first).set(first);
    new Int32Array(buffer, at.second).set(second);
    new Float32Array(buffer, at.share).set(share);
  }

  stretch(row: Uint16Array, into: 'above' | 'below') {
    const { kernels, at } = this;
    this.row.set(row);
    kernels.widenRow(at.row, at.wide, row.length / 3);
    kernels.stretchRow(at.wide, at.first, at.second, at.share, at[into], this.width);
  }

  dither(share: number, y: number, into: Uint8Array, shown = this.all) {
    const { above, below, noise, rounded } = this.at;
    this.noise.set(ditherRow(y));
    for (let i = 0; i < shown.length; i += 2) {
      const [from, count] = [shown[i] * 3, (shown[i + 1] - shown[i]) * 3];
      this.kernels.ditherRows(above + from * 4, below + from * 4, share, noise, rounded + from, count);
    }
    into.set(this.rounded);
  }

  blend(share: number): Float32Array {
    const { above, below, mixed } = this.at;
    this.kernels.blendRows(above, below, share, mixed, this.width * 3);
    return this.mixed;
  }
}

/** Of each buffer, in bytes. */
const sizesOf = (width: number, from: number) => ({
  above: width * 12,
  below: width * 12,
  mixed: width * 12,
  row: from * 6,
  wide: from * PIXEL,
  first: width * 4,
  second: width * 4,
  share: width * 4,
  noise: DITHER_SIDE * 3,
  rounded: width * 3,
});
