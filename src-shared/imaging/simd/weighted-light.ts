import type { SamplesF } from '../image.ts';
import { type Spans, spans } from '../resize-area.ts';
import type { Band } from '../rows.ts';
import { linearOf } from '../srgb.ts';
import { gainTable, rowOf, subjectRow, weighLight, type Weighing } from '../weighted-light.ts';
import { compile, instantiate, type KernelModule, layOut } from './module.ts';
import { wasmBytes } from './weighted-light.wasm.ts';

interface Kernels extends KernelModule {
  addRow(
    rgb: number,
    subject: number,
    light: number,
    gain: number,
    share: number,
    sums: number,
    width: number,
  ): void;
  shrinkRow(sums: number, first: number, start: number, shares: number, into: number, width: number): void;
}

const compiled = compile(wasmBytes);
const PIXEL = 16;

/** `weighLight` in WASM SIMD; the plain one where there is no SIMD. */
export function weighLightSimd(weighing: Weighing, into: SamplesF, band: Band) {
  if (!compiled) {
    weighLight(weighing, into, band);
    return;
  }
  const { photo } = weighing;
  const across = spans(photo.width, into.width);
  const down = spans(photo.height, into.height);
  const kernels = new Memory(compiled, photo.width, across, weighing.bend);
  for (let y = band.first; y < band.end; y++) {
    kernels.clear();
    for (let k = down.start[y], row = down.first[y]; k < down.start[y + 1]; k++, row++) {
      kernels.rgb.set(rowOf(photo, row));
      subjectRow(weighing, row, kernels.subject);
      kernels.add(down.shares[k]);
    }
    into.data.set(kernels.shrunk(), y * into.width * 4);
  }
}

/** The module's memory, laid out for rows of one width. */
class Memory {
  readonly rgb: Uint8Array;
  readonly subject: Uint8Array;
  private readonly kernels: Kernels;
  private readonly at: Record<
    'rgb' | 'subject' | 'light' | 'gain' | 'sums' | 'first' | 'start' | 'shares' | 'into',
    number
  >;
  private readonly sums: Float32Array;
  private readonly into: Float32Array;

  constructor(module: WebAssembly.Module, width: number, across: Spans, bend: number) {
    const { first, start, shares } = across;
    const lay = layOut({
      rgb: width * 3,
      subject: width,
      light: 3 * 256 * PIXEL,
      gain: 256 * 4,
      sums: width * PIXEL,
      first: first.byteLength,
      start: start.byteLength,
      shares: shares.byteLength,
      into: first.length * PIXEL,
    });
    this.kernels = instantiate(module, lay.bytes) as Kernels;
    this.at = lay.at;
    const { buffer } = this.kernels.memory;
    this.rgb = new Uint8Array(buffer, lay.at.rgb, width * 3);
    this.subject = new Uint8Array(buffer, lay.at.subject, width);
    this.sums = new Float32Array(buffer, lay.at.sums, width * 4);
    this.into = new Float32Array(buffer, lay.at.into, first.length * 4);
    new Int32Array(buffer, lay.at.first).set(first);
    new Int32Array(buffer, lay.at.start).set(start);
    new Float32Array(buffer, lay.at.shares).set(shares);
    new Float32Array(buffer, lay.at.light).set(lightVectors);
    new Float32Array(buffer, lay.at.gain).set(gainTable(bend));
  }

  clear() {
    this.sums.fill(0);
  }

  /** Adds the row that lies in `rgb` and `subject`. */
  add(share: number) {
    const { rgb, subject, light, gain, sums } = this.at;
    this.kernels.addRow(rgb, subject, light, gain, share, sums, this.subject.length);
  }

  /** Good until the next call. */
  shrunk(): Float32Array {
    const { sums, first, start, shares, into } = this.at;
    this.kernels.shrinkRow(sums, first, start, shares, into, this.into.length / 4);
    return this.into;
  }
}

/** The linear light of each level as a vector, a table for each channel. */
const lightVectors: Float32Array = Float32Array.from({ length: 3 * 256 * 4 }, (_, i) =>
  i % 4 === Math.floor(i / 1024) ? linearOf[Math.floor(i / 4) % 256] : 0,
);
