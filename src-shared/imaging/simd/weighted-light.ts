import { copyBytes } from '../copy-bytes.ts';
import type { SamplesF } from '../image.ts';
import { type Spans, spans } from '../resize-area.ts';
import type { Band } from '../rows.ts';
import { linearOf } from '../srgb.ts';
import { gainTable, rowOf, subjectRow, weighLight, type Weighing, weightTable } from '../weighted-light.ts';
import { compile, instantiate, type KernelModule, layOut } from './module.ts';
import { wasmBytes } from './weighted-light.wasm.ts';

interface Kernels extends KernelModule {
  shrinkRow(
    rgb: number,
    subject: number,
    light: number,
    packed: number,
    gain: number,
    weights: number,
    bright: number,
    first: number,
    start: number,
    shares: number,
    into: number,
    width: number,
  ): void;
  addRow(row: number, share: number, sums: number, count: number): void;
}

const compiled = compile(wasmBytes);
const PIXEL = 16;

/** `weighLight` in WASM SIMD; the plain one where there is no SIMD. Rows are shrunk first, and then added. */
export function weighLightSimd(weighing: Weighing, into: SamplesF, band: Band) {
  if (!compiled) {
    weighLight(weighing, into, band);
    return;
  }
  const { photo } = weighing;
  const down = spans(photo.height, into.height);
  const rows = new ShrunkRows(compiled, weighing, spans(photo.width, into.width));
  for (let y = band.first; y < band.end; y++) {
    rows.clear();
    for (let k = down.start[y], row = down.first[y]; k < down.start[y + 1]; k++, row++) {
      rows.add(row, down.shares[k]);
    }
    into.data.set(rows.sums, y * into.width * 4);
  }
}

/** The module's memory, laid out for rows of one width. */
class ShrunkRows {
  readonly sums: Float32Array;
  private readonly weighing: Weighing;
  private readonly rgb: Uint8Array;
  private readonly subject: Uint8Array;
  private readonly kernels: Kernels;
  private readonly at: Record<keyof ReturnType<typeof sizesOf>, number>;
  private readonly width: number;
  private readonly bright: number;
  /** The row that was shrunk last: one that two rows of the result share need not be shrunk twice. */
  private held = -1;

  constructor(module: WebAssembly.Module, weighing: Weighing, across: Spans) {
    const { width } = weighing.photo;
    const lay = layOut(sizesOf(width, across));
    this.kernels = instantiate(module, lay.bytes) as Kernels;
    this.at = lay.at;
    this.weighing = weighing;
    this.width = across.first.length;
    const { buffer } = this.kernels.memory;
    this.rgb = new Uint8Array(buffer, lay.at.rgb, width * 3);
    this.subject = new Uint8Array(buffer, lay.at.subject, width);
    this.sums = new Float32Array(buffer, lay.at.sums, this.width * 4);
    const gain = gainTable(weighing.bend);
    this.bright = gain.findLastIndex(times => times === 1);
    new Int32Array(buffer, lay.at.first).set(across.first);
    new Int32Array(buffer, lay.at.start).set(across.start);
    new Float32Array(buffer, lay.at.shares).set(across.shares);
    new Float32Array(buffer, lay.at.light).set(lightVectors);
    new BigUint64Array(buffer, lay.at.packed).set(packedLight);
    new Float32Array(buffer, lay.at.gain).set(gain);
    new Float32Array(buffer, lay.at.weights).set(weightTable(weighing));
  }

  clear() {
    this.sums.fill(0);
  }

  /** Adds a row of the photo, shrunk. */
  add(row: number, share: number) {
    if (row !== this.held) this.shrink(row);
    this.held = row;
    this.kernels.addRow(this.at.shrunk, share, this.at.sums, this.width);
  }

  private shrink(row: number) {
    copyBytes(rowOf(this.weighing.photo, row), this.rgb);
    subjectRow(this.weighing, row, this.subject);
    const { rgb, subject, light, packed, gain, weights, first, start, shares, shrunk } = this.at;
    const { bright, width } = this;
    this.kernels.shrinkRow(
      rgb,
      subject,
      light,
      packed,
      gain,
      weights,
      bright,
      first,
      start,
      shares,
      shrunk,
      width,
    );
  }
}

/** Of each buffer, in bytes. */
const sizesOf = (width: number, { first, start, shares }: Spans) => ({
  rgb: width * 3,
  subject: width,
  light: 3 * 256 * PIXEL,
  packed: 3 * 256 * 8,
  gain: 256 * 4,
  weights: 256 * 4,
  first: first.byteLength,
  start: start.byteLength,
  shares: shares.byteLength,
  shrunk: first.length * PIXEL,
  sums: first.length * PIXEL,
});

/** The linear light of each level as a vector, a table for each channel. */
const lightVectors: Float32Array = Float32Array.from({ length: 3 * 256 * 4 }, (_, i) =>
  i % 4 === Math.floor(i / 1024) ? linearOf[Math.floor(i / 4) % 256] : 0,
);

/** The same in 65536ths, 21 bits a channel, side by side. */
const packedLight: BigUint64Array = BigUint64Array.from(
  { length: 3 * 256 },
  (_, i) => BigInt(Math.round(linearOf[i % 256] * 65536)) << BigInt(21 * Math.floor(i / 256)),
);
