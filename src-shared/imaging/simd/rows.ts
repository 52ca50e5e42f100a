import { copyBytes } from '../copy-bytes.ts';
import { compositeOver } from '../composite.ts';
import { type Cleaning, rowCleaner } from '../foreground/decontaminate.ts';
import { plainMixer, type RowMixer } from '../resize-bilinear.ts';
import { threshold } from '../threshold.ts';
import { edgeCleaner, type EdgeKernels, edgeRoom } from './edge-colours.ts';
import { compile, instantiate, layOut, moved } from './module.ts';
import { wasmBytes } from './rows.wasm.ts';

interface Kernels extends EdgeKernels {
  mixRows(above: number, below: number, share: number, into: number, count: number): void;
  threshold(samples: number, level: number, count: number): void;
  shownRuns(alpha: number, width: number, runs: number): number;
  seenGroups(alpha: number, count: number): number;
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
      copyBytes(result, into);
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
   * @param truth what its colours are mixed by, where that is another and they are cleaned
   * @returns what is to be seen of the background, see `NextRow`: runs begin at multiples of 32; good until the next call
   */
  readonly take: (alpha: Uint8Array, truth?: Uint8Array) => Int32Array;
  /**
   * Writes subject over background.
   * @param into may be the subject itself
   * @param y of the row, where colours are cleaned
   */
  readonly lay: (subject: Uint8Array, into: Uint8Array, y?: number) => void;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/**
 * `compositeOver` for the rows of a picture in WASM SIMD; the plain one where there is no SIMD.
 * @param cleaning takes the old background out of the colours of the subject's edge before they are laid
 */
export const rowCompositor = (size: Size, cleaning?: Cleaning): RowCompositor =>
  compiled ? simdCompositor(compiled, size, cleaning) : plainCompositor(size, cleaning);

/** Pixels of a group. */
const GROUP = 16;

function simdCompositor(module: WebAssembly.Module, size: Size, cleaning?: Cleaning): RowCompositor {
  const { width } = size;
  const { at, bytes } = layOut({
    subject: width * 3,
    alpha: width,
    truth: width,
    background: width * 3,
    runs: (Math.ceil(width / 64) + 1) * 8,
  });
  const edge = cleaning && layOut(edgeRoom(cleaning.colours, width));
  const kernels = instantiate(module, bytes + (edge?.bytes ?? 0)) as Kernels;
  const { buffer } = kernels.memory;
  const levels = new Uint8Array(buffer, at.alpha, width);
  const mixed = new Uint8Array(buffer, at.truth, width);
  const colours = new Uint8Array(buffer, at.subject, width * 3);
  const background = new Uint8Array(buffer, at.background, width * 3);
  const clean = cleaning && edge && edgeCleaner(kernels, size, cleaning, moved(edge.at, bytes));
  let truthAt = at.alpha;
  return {
    background,
    take(alpha, truth) {
      copyBytes(alpha, levels);
      if (truth) copyBytes(truth, mixed);
      truthAt = truth ? at.truth : at.alpha;
      return new Int32Array(buffer, at.runs, kernels.shownRuns(at.alpha, width, at.runs));
    },
    lay(subject, into, y = 0) {
      const seen = kernels.seenGroups(at.alpha, Math.ceil(width / GROUP));
      const [first, end] = [(seen >>> 16) * GROUP, Math.min((seen & 0xffff) * GROUP, width)];
      if (first < end) {
        copyBytes(subject.subarray(first * 3, end * 3), colours.subarray(first * 3));
        clean?.(y, { rgb: at.subject, truth: truthAt, alpha: at.alpha }, first, end);
        kernels.compositeOver(at.subject, at.alpha, at.background, width);
      }
      copyBytes(background, into);
    },
  };
}

function plainCompositor(size: Size, cleaning?: Cleaning): RowCompositor {
  const { width } = size;
  const background = new Uint8Array(width * 3);
  const whole = Int32Array.of(0, width);
  const clean = cleaning && rowCleaner(size, cleaning);
  let levels: Uint8Array = new Uint8Array(width);
  let mixed = levels;
  return {
    background,
    take(alpha, truth = alpha) {
      levels = alpha;
      mixed = truth;
      return whole;
    },
    lay(subject, into, y = 0) {
      const cleaned = clean ? subject.slice() : subject;
      clean?.(y, cleaned, mixed, levels);
      compositeOver(cleaned, levels, background);
      copyBytes(background, into);
    },
  };
}
