import { copyBytes } from '../copy-bytes.ts';
import type { Cleaning } from '../foreground/decontaminate.ts';
import type { Colours } from '../foreground/levels.ts';
import { axis } from '../resize-bilinear.ts';
import { rowPair } from '../row-pair.ts';
import type { KernelModule } from './module.ts';
import { layPlaces, PLACE } from './places.ts';

/** Bytes of a pixel's two colours between two rows, as floats. */
const PAIR = 32;

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Room that a kernel needs for the colours of a picture's edge, in bytes. @param width of the picture */
export const edgeRoom = ({ foreground }: Colours, width: number) => ({
  edgeAbove: foreground.width * 6,
  edgeBelow: foreground.width * 6,
  edgePlaces: width * PLACE,
  edgeLine: foreground.width * PAIR,
});

export type EdgePlaces = Readonly<Record<keyof ReturnType<typeof edgeRoom>, number>>;

/** A module that cleans edges. */
export interface EdgeKernels extends KernelModule {
  /** Pixels `first` to `end` of a row; all but shares, widths and the strength are bytes into the memory. */
  cleanRow(
    rgb: number,
    truth: number,
    alpha: number,
    above: number,
    below: number,
    stride: number,
    share: number,
    places: number,
    line: number,
    strength: number,
    first: number,
    end: number,
  ): void;
}

/** Where the row is that is to be cleaned, in bytes: its colours, what they are mixed by, and what it is laid by. */
export interface EdgeRow {
  readonly rgb: number;
  readonly truth: number;
  readonly alpha: number;
}

/** Cleans pixels `first` (a multiple of 16) to `end` of row `y`, which lies in the module's memory. */
export type EdgeCleaner = (y: number, row: EdgeRow, first: number, end: number) => void;

/** @param size of the picture @param at room for its colours, see `edgeRoom` */
export function edgeCleaner(
  kernels: EdgeKernels,
  size: Size,
  { colours, strength }: Cleaning,
  at: EdgePlaces,
): EdgeCleaner {
  const shareAt = layEdge(kernels.memory.buffer, at, colours, size);
  const stride = colours.foreground.width * 3;
  const { edgeAbove, edgeBelow, edgePlaces, edgeLine } = at;
  return (y, { rgb, truth, alpha }, first, end) =>
    kernels.cleanRow(
      rgb,
      truth,
      alpha,
      edgeAbove,
      edgeBelow,
      stride,
      shareAt(y),
      edgePlaces,
      edgeLine,
      strength,
      first,
      end,
    );
}

/**
 * Lays the colours of a picture's edge where `cleanRow` reads them: a row of the foreground, and behind it one of the
 * background.
 * @param size of the picture
 * @returns for a row of the picture: lays the two that it lies between, and tells how much it has of the one below
 */
function layEdge(
  memory: ArrayBuffer,
  at: EdgePlaces,
  { foreground, background }: Colours,
  { width, height }: Size,
): (y: number) => number {
  const stride = foreground.width * 3;
  const bytes = new Uint8Array(memory);
  const slots = { above: at.edgeAbove, below: at.edgeBelow };
  layPlaces(memory, at.edgePlaces, foreground.width, width, PAIR);
  return rowPair(axis(foreground.height, height, stride), stride, (slot, from) => {
    copyBytes(foreground.data.subarray(from, from + stride), bytes.subarray(slots[slot]));
    copyBytes(background.data.subarray(from, from + stride), bytes.subarray(slots[slot] + stride));
  });
}
