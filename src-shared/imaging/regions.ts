import type { Region } from '../edit/strokes.ts';
import type { PlaneF } from './image.ts';

/** Above this a pixel belongs to a subject. */
const SUBJECT = 0.5;
/** Above this a pixel may be added to the subjects by a click. */
const POSSIBLE = 0.15;
/** Above this a pixel is the soft rim of a subject near by, and goes with it. */
const RIM = 0.02;

/**
 * The segmentation as the clicks want it. A click that drops clears the subject under it: one connected component of
 * probability > 0.5, with its soft rim. A click that keeps raises what the network held possible there: the component
 * of the raw segmentation > 0.15. Clicks where there is nothing change nothing.
 * @param segmentation 0…1, at the network's scale
 * @param photo the size that the clicks' coordinates mean
 */
export function applyRegions(
  segmentation: PlaneF,
  regions: readonly Region[],
  photo: { readonly width: number; readonly height: number },
): PlaneF {
  return regions.reduce<PlaneF>((plane, { x, y, keep }) => {
    const at = pixelUnder(plane, x / photo.width, y / photo.height);
    if (at === undefined) return plane;
    return keep ? keepComponent(plane, segmentation, at) : dropComponent(plane, at);
  }, segmentation);
}

function pixelUnder({ width, height }: PlaneF, u: number, v: number): number | undefined {
  if (!(u >= 0 && u < 1 && v >= 0 && v < 1)) return undefined;
  return Math.floor(v * height) * width + Math.floor(u * width);
}

function dropComponent(plane: PlaneF, at: number): PlaneF {
  const labels = spreadLabels(plane, labelComponents(plane, SUBJECT), RIM);
  const label = labels[at];
  if (label === 0) return plane;
  return { ...plane, data: plane.data.map((value, i) => (labels[i] === label ? 0 : value)) };
}

function keepComponent(plane: PlaneF, raw: PlaneF, at: number): PlaneF {
  const labels = labelComponents(raw, POSSIBLE);
  const label = labels[at];
  if (label === 0) return plane;
  const raised = (i: number) => (labels[i] === label ? surer(raw.data[i]) : 0);
  return { ...plane, data: plane.data.map((value, i) => Math.max(value, raised(i))) };
}

/** What was just possible is half sure, and what was half sure is certain. */
const surer = (probability: number): number =>
  Math.min(1, 0.5 + (0.5 * (probability - POSSIBLE)) / (SUBJECT - POSSIBLE));

/**
 * Numbers the connected components (4-connectivity) of what lies above a threshold, from 1 on in reading order; 0 is
 * what does not (Rosenfeld & Pfaltz, "Sequential operations in digital picture processing", 1966; by flooding).
 */
export function labelComponents(plane: PlaneF, threshold: number): Int32Array {
  const labels = new Int32Array(plane.data.length);
  let last = 0;
  for (let i = 0; i < labels.length; i++) {
    if (labels[i] !== 0 || !(plane.data[i] > threshold)) continue;
    labels[i] = ++last;
    flood(plane, labels, [i], threshold);
  }
  return labels;
}

/** Lets every component grow over what lies above a threshold, all at the same pace: a pixel goes to the nearest. */
export function spreadLabels(plane: PlaneF, labels: Int32Array, threshold: number): Int32Array {
  const grown = labels.slice();
  const seeds = [...labels.keys()].filter(i => labels[i] !== 0);
  flood(plane, grown, seeds, threshold);
  return grown;
}

/** Carries the seeds' labels on, breadth first, to unlabelled neighbours above the threshold. */
function flood({ width, data }: PlaneF, labels: Int32Array, seeds: readonly number[], threshold: number) {
  const queue = [...seeds];
  const visit = (from: number, to: number) => {
    if (labels[to] !== 0 || !(data[to] > threshold)) return;
    labels[to] = labels[from];
    queue.push(to);
  };
  for (let head = 0; head < queue.length; head++) {
    const i = queue[head];
    const x = i % width;
    if (x > 0) visit(i, i - 1);
    if (x < width - 1) visit(i, i + 1);
    if (i >= width) visit(i, i - width);
    if (i + width < labels.length) visit(i, i + width);
  }
}
