import { type NewMatteLine, plainMatteLine } from '../apply-matte.ts';
import { wasmBytes } from './apply-matte.wasm.ts';
import { compile, instantiate, type KernelModule, layOut } from './module.ts';
import { layPlaces, PLACE } from './places.ts';

interface Kernels extends KernelModule {
  blendRows(upper: number, lower: number, share: number, into: number, count: number): void;
  markLine(line: number, marks: number, count: number): void;
  applyRow(rgb: number, line: number, marks: number, places: number, into: number, width: number): void;
}

const compiled = compile(wasmBytes);
/** Bytes of a vector of four floats. */
const VECTOR = 16;
/** Pixels that are done at a time. */
const GROUP = 16;

/** The rows of `matteRows` in WASM SIMD; the plain ones where there is no SIMD. */
export const matteLine: NewMatteLine = (from, width) => {
  if (!compiled) return plainMatteLine(from, width);
  const line = from * VECTOR;
  const { at, bytes } = layOut({
    upper: line,
    lower: line,
    line,
    marks: from,
    places: (width + GROUP) * PLACE,
    rgb: width * 3,
    into: width,
  });
  const kernels = instantiate(compiled, bytes) as Kernels;
  const { buffer } = kernels.memory;
  layPlaces(buffer, at.places, from, width, VECTOR);
  const upperRow = new Float32Array(buffer, at.upper, from * 4);
  const lowerRow = new Float32Array(buffer, at.lower, from * 4);
  const colours = new Uint8Array(buffer, at.rgb, width * 3);
  const levels = new Uint8Array(buffer, at.into, width);
  return {
    blend(upper, lower, share) {
      upperRow.set(upper);
      lowerRow.set(lower);
      kernels.blendRows(at.upper, at.lower, share, at.line, from);
      kernels.markLine(at.line, at.marks, from);
    },
    apply(rgb, into) {
      colours.set(rgb);
      kernels.applyRow(at.rgb, at.line, at.marks, at.places, at.into, width);
      into.set(levels);
    },
  };
};
