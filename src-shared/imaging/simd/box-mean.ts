import { boxMean } from '../box-mean.ts';
import type { SamplesF } from '../image.ts';
import { wasmBytes } from './box-mean.wasm.ts';
import { compile, type KernelModule, layOut, roomFor } from './module.ts';

interface Kernels extends KernelModule {
  boxMean(
    from: number,
    columns: number,
    into: number,
    width: number,
    height: number,
    pairs: number,
    radius: number,
  ): void;
}

const compiled = compile(wasmBytes);
const room = compiled && roomFor(compiled);

/** What `boxMeanSimd` answers, lent out while `use` runs: large means need not be copied to be read once. */
export function lendBoxMean<T>(samples: SamplesF, radius: number, use: (means: Float32Array) => T): T {
  return use(meansOf(samples, radius));
}

/** `boxMean` of an even number of channels in WASM SIMD; the plain one else, and where there is no SIMD. */
export function boxMeanSimd(samples: SamplesF, radius: number): Float32Array {
  const means = meansOf(samples, radius);
  return room ? means.slice() : means;
}

/** Good until the next call. */
function meansOf(samples: SamplesF, radius: number): Float32Array {
  const { width, height, channels, data } = samples;
  if (!room || channels % 2 !== 0) return boxMean(samples, radius);
  const { at, bytes } = layOut({
    from: data.length * 4,
    columns: width * channels * 8,
    into: data.length * 4,
  });
  const kernels = room(bytes) as Kernels;
  const { buffer } = kernels.memory;
  new Float32Array(buffer, at.from, data.length).set(data);
  kernels.boxMean(at.from, at.columns, at.into, width, height, channels / 2, radius);
  return new Float32Array(buffer, at.into, data.length);
}
