import { copyPart, cropped, type Part, partSize, wholePart } from '../crop.ts';
import { guidedMatte, type LinearMatte } from '../guided-filter.ts';
import type { PlaneF, RgbImage } from '../image.ts';
import { wasmBytes } from './guided-filter.wasm.ts';
import { compile, type KernelModule, layOut, roomFor } from './module.ts';

interface Kernels extends KernelModule {
  guided(
    guide: number,
    coarse: number,
    columns: number,
    means: number,
    coefficients: number,
    into: number,
    width: number,
    height: number,
    radius: number,
    epsilon: number,
    averaged: number,
  ): void;
}

const compiled = compile(wasmBytes);
const room = compiled && roomFor(compiled);

/** Bytes of a vector of four floats. */
const VECTOR = 16;
/** Vectors of window sums a pixel. */
const SUMS = 4;

/** `guidedMatte` in WASM SIMD; the plain one where there is no SIMD. */
export function guidedMatteSimd(
  guide: RgbImage,
  coarse: PlaneF,
  radius: number,
  epsilon: number,
  averaged = radius,
): LinearMatte {
  const matte = guidedMatteView(guide, coarse, radius, epsilon, averaged);
  return { ...matte, coefficients: matte.coefficients.slice() };
}

/** Parts of one size of a guide and a coarse plane that show the same. */
export interface GuidedParts {
  readonly guide: Part;
  readonly coarse: Part;
}

/**
 * The same of a part, its coefficients good until the next call: fresh memory for each of many tiles costs more than the
 * filter.
 */
export function guidedMatteView(
  guide: RgbImage,
  coarse: PlaneF,
  radius: number,
  epsilon: number,
  averaged = radius,
  parts: GuidedParts = { guide: wholePart(guide), coarse: wholePart(coarse) },
): LinearMatte {
  if (!room) {
    const [colours, levels] = [cut(guide, 3, parts.guide), cut(coarse, 1, parts.coarse)];
    return guidedMatte(colours, levels, radius, epsilon, averaged);
  }
  const { width, height } = partSize(parts.coarse);
  const pixels = width * height;
  const { at, bytes } = layOut({
    guide: pixels * 3,
    coarse: pixels * 4,
    columns: width * SUMS * VECTOR,
    means: width * SUMS * VECTOR,
    coefficients: pixels * VECTOR,
    into: pixels * VECTOR,
  });
  const kernels = room(bytes) as Kernels;
  const { buffer } = kernels.memory;
  copyPart(guide.data, guide.width, 3, parts.guide, new Uint8Array(buffer, at.guide));
  copyPart(coarse.data, coarse.width, 1, parts.coarse, new Float32Array(buffer, at.coarse, pixels));
  const { guide: rgb, coarse: soft, columns, means, coefficients, into } = at;
  kernels.guided(rgb, soft, columns, means, coefficients, into, width, height, radius, epsilon, averaged);
  return { width, height, coefficients: new Float32Array(buffer, into, pixels * 4) };
}

const cut = <D extends Float32Array | Uint8Array>(
  { width, data }: { readonly width: number; readonly data: D },
  channels: number,
  part: Part,
) => ({ ...partSize(part), data: cropped(data, width, channels, part) });
