import { compositeOver } from '../composite.ts';
import { plainMixer, type RowMixer } from '../resize-bilinear.ts';
import { threshold } from '../threshold.ts';
import { compile, instantiate, type KernelModule, layOut } from './module.ts';
import { wasmBytes } from './rows.wasm.ts';

interface Kernels extends KernelModule {
  mixRows(above: number, below: number, share: number, into: number, count: number): void;
  threshold(samples: number, level: number, count: number): void;
  shownRuns(alpha: number, width: number, runs: number): number;
  compositeOver(subject: number, alpha: number, background: number, width: number): void;
}

const compiled = compile(wasmBytes);

/**
 * The mixer of `bilinearRows` in WASM SIMD; the plain one where there is no SIMD.
 * @param cut makes the result black and white: 255 above this level, 0 elsewhere
 */
export function rowMixer(length: number, cut?: number): RowMixer {
  if (!compiled) return cutting(plainMixer(length), cut);
  const lay = layOut({ above: length * 4, below: length * 4, into: length });
  const kernels = instantiate(compiled, lay.bytes) as Kernels;
  const { buffer } = kernels.memory;
  const result = new Uint8Array(buffer, lay.at.into, length);
  return {
    above: new Float32Array(buffer, lay.at.above, length),
    below: new Float32Array(buffer, lay.at.below, length),
    mix(share, into) {
      kernels.mixRows(lay.at.above, lay.at.below, share, lay.at.into, length);
      if (cut !== undefined) kernels.threshold(lay.at.into, cut, length);
      into.set(result);
    },
  };
}

function cutting(mixer: RowMixer, cut: number | undefined): RowMixer {
  if (cut === undefined) return mixer;
  const mix: RowMixer['mix'] = (share, into) => {
    mixer.mix(share, into);
    threshold(into, cut);
  };
  return { ...mixer, mix };
}

/** Lays one row over another: take the alpha, write the background where it is shown, then lay the subject over it. */
export interface RowCompositor {
  /** The row that lies behind: width × 3 samples, spent by `lay`. */
  readonly background: Uint8Array;
  /**
   * Takes the row's alpha, one level a pixel.
   * @returns what is to be seen of the background, see `NextRow`: runs begin at multiples of 32; good until the next call
   */
  readonly take: (alpha: Uint8Array) => Int32Array;
  /** Writes subject over background. */
  readonly lay: (subject: Uint8Array, into: Uint8Array) => void;
}

/** `compositeOver` for rows of `width` pixels in WASM SIMD; the plain one where there is no SIMD. */
export function rowCompositor(width: number): RowCompositor {
  if (!compiled) return plainCompositor(width);
  const { at, bytes } = layOut({
    subject: width * 3,
    alpha: width,
    background: width * 3,
    runs: (Math.ceil(width / 64) + 1) * 8,
  });
  const kernels = instantiate(compiled, bytes) as Kernels;
  const { buffer } = kernels.memory;
  const levels = new Uint8Array(buffer, at.alpha, width);
  const colours = new Uint8Array(buffer, at.subject, width * 3);
  const background = new Uint8Array(buffer, at.background, width * 3);
  return {
    background,
    take(alpha) {
      levels.set(alpha);
      return new Int32Array(buffer, at.runs, kernels.shownRuns(at.alpha, width, at.runs));
    },
    lay(subject, into) {
      colours.set(subject);
      kernels.compositeOver(at.subject, at.alpha, at.background, width);
      into.set(background);
    },
  };
}

function plainCompositor(width: number): RowCompositor {
  const background = new Uint8Array(width * 3);
  const whole = Int32Array.of(0, width);
  let levels: Uint8Array = new Uint8Array(width);
  return {
    background,
    take(alpha) {
      levels = alpha;
      return whole;
    },
    lay(subject, into) {
      compositeOver(subject, levels, background);
      into.set(background);
    },
  };
}
