import type { Chord } from '../aperture.ts';
import { apertureBlur } from '../aperture-blur.ts';
import type { SamplesF } from '../gaussian-blur.ts';
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
}

const compiled = compile(wasmBytes);
const CHANNELS = 4;
const PIXEL = CHANNELS * 4;

/** `apertureBlur` of four channels in WASM SIMD; the plain one where there is no SIMD. */
export function apertureBlurSimd(
  source: SamplesF,
  chords: readonly Chord[],
  into: Float32Array,
  band: { readonly first: number; readonly end: number } = { first: 0, end: source.height },
) {
  if (!compiled || source.channels !== CHANNELS) {
    apertureBlur(source, chords, into, band);
    return;
  }
  const rows = new Rows(compiled, source, chords);
  const stride = source.width * CHANNELS;
  for (let y = band.first; y < band.end; y++) into.set(rows.blurred(y), y * stride);
}

/** Makes one blurred row after the other; the running sums of as many rows as the opening is high are kept. */
class Rows {
  private readonly source: SamplesF;
  private readonly chords: readonly Chord[];
  private readonly scale: number;
  private readonly margin: number;
  private readonly kernels: Kernels;
  private readonly at: Record<'row' | 'sums' | 'into', number>;
  private readonly row: Float32Array;
  private readonly into: Float32Array;
  /** Which row of the picture lies in each slot. */
  private readonly slots: Int32Array;

  constructor(module: WebAssembly.Module, source: SamplesF, chords: readonly Chord[]) {
    this.source = source;
    this.chords = chords;
    this.scale = 1 / chords.reduce((area, { half, covered }) => area + 2 * half * covered, 0);
    this.margin = Math.ceil(Math.max(...chords.map(({ half }) => half))) + 2;
    const { width } = source;
    this.slots = new Int32Array(chords.length).fill(-1);
    const lay = layOut({ row: width * PIXEL, into: width * PIXEL, sums: this.sumsBytes() * chords.length });
    this.kernels = instantiate(module, lay.bytes) as Kernels;
    this.at = lay.at;
    const { buffer } = this.kernels.memory;
    this.row = new Float32Array(buffer, lay.at.row, width * CHANNELS);
    this.into = new Float32Array(buffer, lay.at.into, width * CHANNELS);
  }

  /** Good until the next call. */
  blurred(y: number): Float32Array {
    this.into.fill(0);
    for (const chord of this.chords) {
      const from = y + chord.row;
      if (from >= 0 && from < this.source.height) this.add(chord, this.sumsOf(from));
    }
    return this.into;
  }

  private add({ half, covered }: Chord, sums: number) {
    // Sums begin a margin and the empty sum before the first pixel.
    const place = (x: number) => {
      const whole = Math.floor(x);
      return { pointer: sums + (this.margin + whole) * PIXEL, share: x - whole };
    };
    const left = place(0.5 - half);
    const right = place(0.5 + half);
    this.kernels.addChord(
      left.pointer,
      left.share,
      right.pointer,
      right.share,
      covered * this.scale,
      this.at.into,
      this.source.width,
    );
  }

  private sumsOf(y: number): number {
    const { width, data } = this.source;
    const slot = y % this.slots.length;
    const sums = this.at.sums + slot * this.sumsBytes();
    if (this.slots[slot] === y) return sums;
    this.slots[slot] = y;
    this.row.set(data.subarray(y * width * CHANNELS, (y + 1) * width * CHANNELS));
    this.kernels.sumRow(this.at.row, sums, width, this.margin);
    return sums;
  }

  private sumsBytes(): number {
    return (this.source.width + 2 * this.margin + 2) * PIXEL;
  }
}
