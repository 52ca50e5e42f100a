import { type Level, PAIR, relax, SMOOTH, STEEP } from '../foreground/relax.ts';
import { wasmBytes } from './foreground.wasm.ts';
import { compile, instantiate, type KernelModule, layOut } from './module.ts';

interface Kernels extends KernelModule {
  relax(
    rgb: number,
    alpha: number,
    state: number,
    pairs: number,
    width: number,
    height: number,
    parity: number,
    smooth: number,
    steep: number,
  ): void;
}

const compiled = compile(wasmBytes);

/** One level, ready to be swept. */
export interface Relaxer {
  /** Zero to begin with. */
  readonly pairs: Float32Array;
  halfSweep(parity: 0 | 1): void;
}

/** `relax` in WASM SIMD; the plain one where there is no SIMD. Memory that no colour moves in is never touched. */
export function relaxer(level: Omit<Level, 'pairs'>): Relaxer {
  const { width, height, rgb, alpha, state } = level;
  const pixels = width * height;
  if (!compiled) {
    const pairs = new Float32Array(pixels * PAIR);
    return { pairs, halfSweep: parity => relax({ ...level, pairs }, parity) };
  }
  const { at, bytes } = layOut({ rgb: pixels * 3, alpha: pixels, state: pixels, pairs: pixels * PAIR * 4 });
  const kernels = instantiate(compiled, bytes) as Kernels;
  const memory = new Uint8Array(kernels.memory.buffer);
  memory.set(rgb, at.rgb);
  memory.set(alpha, at.alpha);
  memory.set(state, at.state);
  return {
    pairs: new Float32Array(kernels.memory.buffer, at.pairs, pixels * PAIR),
    halfSweep: parity =>
      kernels.relax(at.rgb, at.alpha, at.state, at.pairs, width, height, parity, SMOOTH, STEEP / 255),
  };
}
