import { copyBytes } from '../copy-bytes.ts';
import type { NextRow, Samples8 } from '../box-blur.ts';
import { areaRows, type AreaSums, type NewAreaSums, plainAreaSums, type Spans } from '../resize-area.ts';
import { compile, instantiate, type KernelModule, layOut } from './module.ts';
import { wasmBytes } from './resize-area.wasm.ts';

type Shrink = (
  sums: number,
  first: number,
  start: number,
  shares: number,
  into: number,
  width: number,
) => void;

interface Kernels extends KernelModule {
  addRow(row: number, share: number, sums: number, count: number): void;
  readonly shrinkRgb: Shrink;
  readonly shrinkPlane: Shrink;
}

const compiled = compile(wasmBytes);

/** `areaRows` in WASM SIMD; the plain one where there is no SIMD. */
export const areaRowsSimd = (source: Samples8, width: number, height: number, firstRow: number): NextRow =>
  areaRows(source, width, height, firstRow, areaSums);

const areaSums: NewAreaSums = (length, across, channels) =>
  compiled ? simdSums(compiled, length, across, channels) : plainAreaSums(length, across, channels);

function simdSums(
  module: WebAssembly.Module,
  length: number,
  { first, start, shares }: Spans,
  channels: 1 | 3,
): AreaSums {
  const width = first.length;
  const { at, bytes } = layOut({
    row: length,
    sums: length * 4,
    first: first.byteLength,
    start: start.byteLength,
    shares: shares.byteLength,
    into: width * channels,
  });
  const kernels = instantiate(module, bytes) as Kernels;
  const { buffer } = kernels.memory;
  new Int32Array(buffer, at.first).set(first);
  new Int32Array(buffer, at.start).set(start);
  new Float32Array(buffer, at.shares).set(shares);
  const line = new Uint8Array(buffer, at.row, length);
  const sums = new Float32Array(buffer, at.sums, length);
  const shrunk = new Uint8Array(buffer, at.into, width * channels);
  const shrinkRow = channels === 3 ? kernels.shrinkRgb : kernels.shrinkPlane;
  return {
    clear: () => sums.fill(0),
    add(row, share) {
      copyBytes(row, line);
      kernels.addRow(at.row, share, at.sums, length);
    },
    shrink(into) {
      shrinkRow(at.sums, at.first, at.start, at.shares, at.into, width);
      copyBytes(shrunk, into);
    },
  };
}
