import type { Stroke } from '../../src-shared/edit/strokes.ts';
import type { Plane8 } from '../../src-shared/imaging/image.ts';
import { partsOf } from '../../src-main/compute/subject/parts.ts';

/** Strokes that mend a mask as a hand would, by rule: along the middle of what it gets most wrong. */

/** Of a truth: left open by those who drew it. */
const OPEN = 128;

/** Pieces that a region is cut into along its length; the stroke goes through the middle of each. */
const PIECES = 9;
/** Share of the region at either end that the stroke does not go to. */
const MARGIN = 0.12;
/** Radius of the brush, as a share of the region's half width along the stroke. */
const BRUSH = 0.5;

interface Region {
  readonly mode: Stroke['mode'];
  readonly pixels: readonly number[];
}

/**
 * The strokes for the largest regions that are wrong, missed or kept by mistake.
 * @param truth 255 subject, 0 background, 128 open
 */
export function mendingStrokes(
  found: Plane8,
  truth: Plane8,
  count: number,
  how: Pick<Stroke, 'smart'>,
): Stroke[] {
  const wrong = (mode: Stroke['mode']) =>
    regionsOf(truth, i => {
      const isSubject = truth.data[i] > OPEN;
      return truth.data[i] !== OPEN && isSubject === (mode === 'keep') && found.data[i] >= 128 !== isSubject;
    }).map((pixels): Region => ({ mode, pixels }));
  return [...wrong('keep'), ...wrong('drop')]
    .sort((a, b) => b.pixels.length - a.pixels.length)
    .slice(0, count)
    .map(region => ({ ...how, ...strokeThrough(region, truth) }));
}

/** Connected pixels for which something holds. */
function regionsOf({ width, height }: Plane8, holds: (i: number) => boolean): number[][] {
  const data = Float32Array.from({ length: width * height }, (_, i) => Number(holds(i)));
  const { count, labels } = partsOf({ width, height, data }, 0.5);
  const regions = Array.from({ length: count }, (): number[] => []);
  labels.forEach((label, i) => {
    if (label > 0) regions[label - 1].push(i);
  });
  return regions;
}

function strokeThrough({ mode, pixels }: Region, { width }: Plane8): Omit<Stroke, 'smart'> {
  const inside = insideDistance(pixels, width);
  const along = lengthwise(pixels, width);
  const order = [...pixels.keys()].sort((a, b) => along[a] - along[b]);
  const trimmed = order.slice(Math.floor(order.length * MARGIN), Math.ceil(order.length * (1 - MARGIN)));
  const middles = Array.from({ length: PIECES }, (_, piece) => {
    const from = Math.floor((piece * trimmed.length) / PIECES);
    const part = trimmed.slice(from, Math.floor(((piece + 1) * trimmed.length) / PIECES));
    return part.reduce((best, k) => (inside[k] > inside[best] ? k : best), part[0] ?? trimmed[0]);
  });
  const halfWidth = middles.reduce((sum, k) => sum + inside[k], 0) / middles.length;
  return {
    mode,
    radius: Math.max(1.5, BRUSH * halfWidth),
    hardness: 0.8,
    points: middles.map(k => [(pixels[k] % width) + 0.5, Math.floor(pixels[k] / width) + 0.5, 1]),
  };
}

/** Where each pixel lies along the region's longest axis: the first principal component. */
function lengthwise(pixels: readonly number[], width: number): Float64Array {
  const mean = (of: (i: number) => number) => pixels.reduce((sum, i) => sum + of(i), 0) / pixels.length;
  const [x, y] = [(i: number) => i % width, (i: number) => Math.floor(i / width)];
  const [mx, my] = [mean(x), mean(y)];
  const xx = mean(i => (x(i) - mx) ** 2);
  const xy = mean(i => (x(i) - mx) * (y(i) - my));
  const yy = mean(i => (y(i) - my) ** 2);
  const angle = Math.atan2(2 * xy, xx - yy) / 2;
  return Float64Array.from(pixels, i => (x(i) - mx) * Math.cos(angle) + (y(i) - my) * Math.sin(angle));
}

/** Steps from each pixel of a region to the nearest one outside of it. */
function insideDistance(pixels: readonly number[], width: number): Float64Array {
  const places = new Map(pixels.map((i, k) => [i, k]));
  const distance = new Float64Array(pixels.length);
  const beside = (i: number) => [i - 1, i + 1, i - width, i + width];
  let front = [...pixels.keys()].filter(k => beside(pixels[k]).some(j => !places.has(j)));
  for (let steps = 1; front.length > 0; steps++) {
    for (const k of front) distance[k] = steps;
    const next = front.flatMap(k => beside(pixels[k]).flatMap(j => places.get(j) ?? []));
    front = [...new Set(next)].filter(k => distance[k] === 0);
  }
  return distance;
}
