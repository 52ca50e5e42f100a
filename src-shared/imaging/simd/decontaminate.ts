import { copyBytes } from '../copy-bytes.ts';
import { type Cleaning, decontaminate, type EdgeMattes } from '../foreground/decontaminate.ts';
import type { Colours } from '../foreground/levels.ts';
import type { RgbImage } from '../image.ts';
import type { Band } from '../rows.ts';
import { wasmBytes } from './decontaminate.wasm.ts';
import { type EdgeCleaner, edgeCleaner, type EdgeKernels, edgeRoom } from './edge-colours.ts';
import { compile, instantiate, layOut } from './module.ts';

interface Kernels extends EdgeKernels {
  nextRun(truth: number, alpha: number, from: number, count: number): number;
}

const compiled = compile(wasmBytes);
/** Pixels that are looked at together. */
const GROUP = 16;

/** `decontaminate` in WASM SIMD; the plain one where there is no SIMD. */
export function decontaminateSimd(
  photo: RgbImage,
  mattes: EdgeMattes,
  colours: Colours,
  strength: number,
  band: Band,
) {
  if (!compiled) {
    decontaminate(photo, mattes, colours, strength, band);
    return;
  }
  const { width } = photo;
  const rows = new CleanedRows(compiled, photo, { colours, strength });
  for (let y = band.first; y < band.end; y++) {
    const [from, end] = [y * width, (y + 1) * width];
    rows.clean(
      y,
      photo.data.subarray(from * 3, end * 3),
      mattes.truth.data.subarray(from, end),
      mattes.alpha === mattes.truth ? undefined : mattes.alpha.data.subarray(from, end),
    );
  }
}

/** The module's memory, laid out for rows of one width. */
class CleanedRows {
  private readonly kernels: Kernels;
  private readonly at: Record<'rgb' | 'truth' | 'alpha', number>;
  private readonly memory: Uint8Array;
  private readonly width: number;
  private readonly cleaner: EdgeCleaner;

  constructor(module: WebAssembly.Module, { width, height }: RgbImage, cleaning: Cleaning) {
    this.width = width;
    const room = edgeRoom(cleaning.colours, width);
    const { at, bytes } = layOut({ rgb: width * 3, truth: width, alpha: width, ...room });
    this.at = at;
    this.kernels = instantiate(module, bytes) as Kernels;
    this.memory = new Uint8Array(this.kernels.memory.buffer);
    this.cleaner = edgeCleaner(this.kernels, { width, height }, cleaning, at);
  }

  /** Cleans a row in place. @param alpha where it is another than the truth */
  clean(y: number, row: Uint8Array, truth: Uint8Array, alpha: Uint8Array | undefined) {
    const { at, kernels, memory } = this;
    copyBytes(truth, memory.subarray(at.truth));
    if (alpha) copyBytes(alpha, memory.subarray(at.alpha));
    const seen = alpha ? at.alpha : at.truth;
    const count = Math.ceil(this.width / GROUP);
    for (let run = 0; (run = kernels.nextRun(at.truth, seen, run & 0xffff, count));) {
      const [first, end] = [(run >>> 16) * GROUP, Math.min((run & 0xffff) * GROUP, this.width)];
      this.cleanRun(y, row.subarray(first * 3, end * 3), seen, first, end);
    }
  }

  private cleanRun(y: number, pixels: Uint8Array, alpha: number, first: number, end: number) {
    const { rgb, truth } = this.at;
    copyBytes(pixels, this.memory.subarray(rgb + first * 3));
    this.cleaner(y, { rgb, truth, alpha }, first, end);
    copyBytes(this.memory.subarray(rgb + first * 3, rgb + end * 3), pixels);
  }
}
