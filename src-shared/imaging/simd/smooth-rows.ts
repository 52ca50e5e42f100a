import { DITHER_SIDE } from '../dither.ts';
import { ditherRow, type FineMixer, plainFineMixer } from '../smooth-rows.ts';
import { compile, instantiate, type KernelModule, layOut } from './module.ts';
import { wasmBytes } from './smooth-rows.wasm.ts';

interface Kernels extends KernelModule {
  ditherRows(above: number, below: number, share: number, noise: number, into: number, count: number): void;
  blendRows(above: number, below: number, share: number, into: number, count: number): void;
}

const compiled = compile(wasmBytes);

/** The mixer of fine rows in WASM SIMD; the plain one where there is no SIMD. @param length samples of a row */
export function fineMixer(length: number): FineMixer {
  if (!compiled) return plainFineMixer(length);
  const floats = length * 4;
  const lay = layOut({ above: floats, below: floats, mixed: floats, into: length, noise: DITHER_SIDE * 3 });
  const kernels = instantiate(compiled, lay.bytes) as Kernels;
  const { at } = lay;
  const { buffer } = kernels.memory;
  const rounded = new Uint8Array(buffer, at.into, length);
  const noise = new Uint8Array(buffer, at.noise, DITHER_SIDE * 3);
  const mixed = new Float32Array(buffer, at.mixed, length);
  return {
    above: new Float32Array(buffer, at.above, length),
    below: new Float32Array(buffer, at.below, length),
    dither(share, y, into) {
      noise.set(ditherRow(y));
      kernels.ditherRows(at.above, at.below, share, at.noise, at.into, length);
      into.set(rounded);
    },
    blend(share) {
      kernels.blendRows(at.above, at.below, share, at.mixed, length);
      return mixed;
    },
  };
}
