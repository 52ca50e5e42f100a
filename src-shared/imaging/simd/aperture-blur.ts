import type { Chord } from '../aperture.ts';
import { apertureRows, areaOf, type BlurredRow } from '../aperture-blur.ts';
import { forEachTap, gaussianRows } from '../gaussian-rows.ts';
import type { SamplesF } from '../image.ts';
import { wasmBytes } from './aperture-blur.wasm.ts';
import { compile, instantiate, type KernelModule, layOut } from './module.ts';

interface Kernels extends KernelModule {
  sumRow(row: number, sums: number, width: number, margin: number): void;
  addChord(
    left: number,
    leftShare: number,
    right: number,
    rightShare: number,
    scale: number,
    into: number,
    width: number,
  ): void;
  addTap(row: number, weight: number, into: number, width: number): void;
}

const compiled = compile(wasmBytes);
const CHANNELS = 4;
const PIXEL = CHANNELS * 4;

/** `apertureRows` of four channels in WASM SIMD; the plain ones where there is no SIMD. */
export function apertureRowsSimd(source: SamplesF, chords: readonly Chord[]): BlurredRow {
  if (!compiled || source.channels !== CHANNELS) return apertureRows(source, chords);
  const { width, height } = source;
  const margin = Math.ceil(Math.max(...chords.map(({ half }) => half))) + 2;
  const kernels = new Memory(compiled, source, chords.length, width + 2 * margin + 2);
  const prepare = (sums: number) => kernels.run.sumRow(kernels.row, sums, width, margin);
  const scale = 1 / areaOf(chords);
  return y => {
    kernels.into.fill(0);
    for (const { row, half, covered } of chords) {
      if (y + row < 0 || y + row >= height) continue;
      const sums = kernels.prepared(y + row, prepare);
      // Sums begin a margin and the empty sum before the first pixel.
      const left = placeAt(sums, margin + 0.5 - half);
      const right = placeAt(sums, margin + 0.5 + half);
      const { run, result } = kernels;
      run.addChord(left.pointer, left.share, right.pointer, right.share, covered * scale, result, width);
    }
    return kernels.into;
  };
}

/** `gaussianRows` of four channels in WASM SIMD; the plain ones where there is no SIMD. */
export function gaussianRowsSimd(source: SamplesF, taps: readonly number[]): BlurredRow {
  if (!compiled || source.channels !== CHANNELS) return gaussianRows(source, taps);
  const { width, height } = source;
  const kernels = new Memory(compiled, source, 2 * taps.length - 1, width);
  const { run, row, result } = kernels;
  // What lies before and after the row is 0, and stays so.
  const prepare = (across: number) => {
    kernels.clear(across);
    forEachTap(taps, (offset, tap) => run.addTap(row + offset * PIXEL, tap, across, width));
  };
  return y => {
    kernels.into.fill(0);
    forEachTap(taps, (offset, tap) => {
      if (y + offset < 0 || y + offset >= height) return;
      run.addTap(kernels.prepared(y + offset, prepare), tap, result, width);
    });
    return kernels.into;
  };
}

function placeAt(sums: number, x: number): { pointer: number; share: number } {
  const whole = Math.floor(x);
  return { pointer: sums + whole * PIXEL, share: x - whole };
}

/** The module's memory: one row of the picture, as many prepared rows as the kernel is high, and the result. */
class Memory {
  readonly run: Kernels;
  /** Pointers to the picture's row and to the result. */
  readonly row: number;
  readonly result: number;
  readonly into: Float32Array;
  private readonly source: SamplesF;
  private readonly samples: Float32Array;
  private readonly prepare: { readonly at: number; readonly bytes: number };
  /** Which row of the picture lies in each slot. */
  private readonly slots: Int32Array;

  /** @param prepared pixels of a prepared row */
  constructor(module: WebAssembly.Module, source: SamplesF, slots: number, prepared: number) {
    const { width } = source;
    const margin = slots * PIXEL;
    const bytes = prepared * PIXEL;
    const lay = layOut({ row: width * PIXEL + 2 * margin, into: width * PIXEL, prepared: bytes * slots });
    this.source = source;
    this.slots = new Int32Array(slots).fill(-1);
    this.run = instantiate(module, lay.bytes) as Kernels;
    this.row = lay.at.row + margin;
    this.result = lay.at.into;
    this.prepare = { at: lay.at.prepared, bytes };
    const { buffer } = this.run.memory;
    this.samples = new Float32Array(buffer, this.row, width * CHANNELS);
    this.into = new Float32Array(buffer, this.result, width * CHANNELS);
  }

  /** The pointer to a row that `prepare` has seen to, now or before. */
  prepared(y: number, prepare: (into: number) => void): number {
    const { data } = this.source;
    const slot = y % this.slots.length;
    const at = this.prepare.at + slot * this.prepare.bytes;
    if (this.slots[slot] === y) return at;
    this.slots[slot] = y;
    this.samples.set(data.subarray(y * this.samples.length, (y + 1) * this.samples.length));
    prepare(at);
    return at;
  }

  clear(at: number) {
    new Uint8Array(this.run.memory.buffer, at, this.prepare.bytes).fill(0);
  }
}
