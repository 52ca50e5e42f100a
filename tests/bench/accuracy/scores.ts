import type { Plane8 } from '../../../src-shared/imaging/image.ts';

/** How well a mask agrees with what people drew. Pixels that they left open (`OPEN`) count nowhere. */

/** Between the two halves of a mask's levels: left open by those who drew it. */
export const OPEN = 128;

export interface Scores {
  /** Intersection over union of the subject, 0…1; 1 when both are empty. */
  readonly iou: number;
  /** Harmonic mean of the boundary's precision and recall, 0…1. */
  readonly boundary: number;
}

/** Distance within which two boundaries agree: pixels for a long side of 512. */
const TOLERANCE = 2;
const SIDE = 512;

/**
 * @param found at least 128 is subject; the size of `truth`
 * @param truth 255 subject, 0 background, 128 open
 * @see Csurka, Larlus, Perronnin: What is a good evaluation measure for semantic segmentation?, BMVC 2013, section 2.3
 */
export function score(found: Plane8, truth: Plane8): Scores {
  const open = truth.data.map(level => Number(level === OPEN));
  const ours = truth.data.map((_, i) => Number(!open[i] && found.data[i] >= 128));
  const theirs = truth.data.map((level, i) => Number(!open[i] && level >= 128));
  return { iou: intersectionOverUnion(ours, theirs), boundary: boundaryScore(ours, theirs, open, truth) };
}

function intersectionOverUnion(ours: Uint8Array, theirs: Uint8Array): number {
  let both = 0;
  let either = 0;
  for (let i = 0; i < ours.length; i++) {
    both += ours[i] & theirs[i];
    either += ours[i] | theirs[i];
  }
  return either === 0 ? 1 : both / either;
}

type Size = Pick<Plane8, 'width' | 'height'>;

function boundaryScore(ours: Uint8Array, theirs: Uint8Array, open: Uint8Array, size: Size): number {
  const radius = Math.max(1, Math.round((TOLERANCE * Math.max(size.width, size.height)) / SIDE));
  const ourEdge = edgeOf(ours, open, size);
  const theirEdge = edgeOf(theirs, open, size);
  const precision = shareWithin(ourEdge, spread(theirEdge, size, radius));
  const recall = shareWithin(theirEdge, spread(ourEdge, size, radius));
  return precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall);
}

/** Subject pixels with a neighbour of the background. */
function edgeOf(mask: Uint8Array, open: Uint8Array, { width, height }: Size): number[] {
  const background = (i: number) => !mask[i] && !open[i];
  const edge: number[] = [];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const i = y * width + x;
      if (!mask[i]) continue;
      const beside = (x > 0 && background(i - 1)) || (x < width - 1 && background(i + 1));
      if (beside || (y > 0 && background(i - width)) || (y < height - 1 && background(i + width)))
        edge.push(i);
    }
  }
  return edge;
}

/** Every pixel within the radius of one that is given. */
function spread(edge: readonly number[], { width, height }: Size, radius: number): Uint8Array {
  const near = new Uint8Array(width * height);
  for (const i of edge) {
    const x = i % width;
    const y = (i - x) / width;
    for (let v = Math.max(0, y - radius); v <= Math.min(height - 1, y + radius); v++) {
      const half = Math.floor(Math.sqrt(radius * radius - (v - y) ** 2));
      near.fill(1, v * width + Math.max(0, x - half), v * width + Math.min(width - 1, x + half) + 1);
    }
  }
  return near;
}

const shareWithin = (edge: readonly number[], near: Uint8Array): number =>
  edge.length === 0 ? 0 : edge.filter(i => near[i]).length / edge.length;
