import type { LensBudget } from '../../src-shared/imaging/lens-plan.ts';
import type { Size } from './geometry.ts';

/** How a blur of the full-size photo is computed on its proxy: at which size, and over which span of it. */

/** One side of a box, in pixels of the picture it is laid over; `shift` moves its middle off the pixel's. */
export interface BoxSide {
  readonly span: number;
  readonly shift: number;
}

/** A box of whole pixels of the photo (anchor at side >> 1, as `src-shared/imaging/box-blur.ts`), on its proxy. */
export const scaledSide = (side: number, scale: number): BoxSide => ({
  span: side * scale,
  shift: side % 2 === 0 ? -scale / 2 : 0,
});

/** Samples that a box is wide at least when it is computed at reduced scale: what is wider holds no finer detail. */
const BOX_SAMPLES = 16;

export interface BoxPlan extends Size {
  readonly across: BoxSide;
  readonly down: BoxSide;
  /** Source pixels a reduced pixel. */
  readonly reduced: { readonly x: number; readonly y: number };
}

export function planBox(source: Size, across: BoxSide, down: BoxSide): BoxPlan {
  const width = reducedSide(source.width, across.span);
  const height = reducedSide(source.height, down.span);
  const reduced = { x: source.width / width, y: source.height / height };
  return { width, height, reduced, across: onReduced(across, reduced.x), down: onReduced(down, reduced.y) };
}

const reducedSide = (side: number, span: number): number =>
  Math.max(1, Math.round(side / Math.max(1, span / BOX_SAMPLES)));

/** A box never narrows below its one pixel. */
const onReduced = ({ span, shift }: BoxSide, factor: number): BoxSide => ({
  span: Math.max(1, span / factor),
  shift: shift / factor,
});

/**
 * The mipmap that an area average may start from: each of its pixels stands for a good many there, and a pixel of it
 * is still less than half of one of the result's. @param factor source pixels a pixel of the result, 1 or more
 */
export const mipmapFor = (factor: number): number => Math.max(0, Math.floor(Math.log2(factor / 2)));

/** Of the lens's blur on the proxy: an opening is read in full for each pixel, so it is smaller than in the export. */
export const screenBudget: LensBudget = { radius: 8, work: 20e6 };

/** The shaders' arrays are this long: enough for the highest opening, and for the widest Gaussian, of that budget. */
export const MOST_CHORDS = 24;
export const MOST_TAPS = 12;
