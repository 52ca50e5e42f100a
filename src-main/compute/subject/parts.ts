import type { PlaneF } from '../../../src-shared/imaging/image.ts';

/** Connected parts of what lies above a threshold, corners touching; numbered from 1, 0 is none. */
export interface Parts {
  readonly count: number;
  readonly labels: Int32Array;
}

/** Rosenfeld & Pfaltz, "Sequential operations in digital picture processing", JACM 13 (1966); by flooding. */
export function partsOf({ width, height, data }: PlaneF, threshold: number): Parts {
  const labels = new Int32Array(data.length);
  const queue = new Int32Array(data.length);
  let count = 0;
  for (let seed = 0; seed < data.length; seed++) {
    if (labels[seed] !== 0 || !(data[seed] > threshold)) continue;
    count++;
    labels[seed] = count;
    queue[0] = seed;
    for (let head = 0, tail = 1; head < tail; head++) {
      const x = queue[head] % width;
      const y = (queue[head] - x) / width;
      for (let v = Math.max(0, y - 1); v <= Math.min(height - 1, y + 1); v++) {
        for (let u = Math.max(0, x - 1); u <= Math.min(width - 1, x + 1); u++) {
          const i = v * width + u;
          if (labels[i] !== 0 || !(data[i] > threshold)) continue;
          labels[i] = count;
          queue[tail++] = i;
        }
      }
    }
  }
  return { count, labels };
}

/** Parts that weigh less than this share of the heaviest are passers-by. */
const COMPANION = 0.25;
/** What a pixel counts where nothing stands out. */
const UNREMARKABLE = 0.1;

/**
 * The main parts of a class: its heaviest, and those that weigh a quarter of it. A part weighs what the class's network
 * and the outline's network together see in it.
 *
 * @returns 1 in the main parts, 0 elsewhere; undefined when the class is not there
 */
export function mainParts(score: PlaneF, outline: PlaneF): Uint8Array | undefined {
  const { count, labels } = partsOf(score, 0.5);
  if (count === 0) return undefined;
  const weights = new Float64Array(count + 1);
  labels.forEach((label, i) => (weights[label] += score.data[i] * (UNREMARKABLE + outline.data[i])));
  weights[0] = 0;
  const least = COMPANION * Math.max(...weights);
  return Uint8Array.from(labels, label => Number(label > 0 && weights[label] >= least));
}

/**
 * Parts that the class's odds make and that hold nothing of the main parts: others of the same class.
 *
 * @param odds above 0 where the class is more likely than not
 * @returns 1 there, 0 elsewhere
 */
export function strangers(odds: PlaneF, main: Uint8Array): Uint8Array {
  const { count, labels } = partsOf(odds, 0);
  const known = new Uint8Array(count + 1);
  labels.forEach((label, i) => (known[label] |= main[i]));
  return Uint8Array.from(labels, label => Number(label > 0 && known[label] === 0));
}

/**
 * Parts of a subject on no pixel of which all witnesses agree: what one network alone has made up.
 *
 * @param odds above 0 is subject
 * @param agreed whether all agree on a pixel
 * @returns 1 there, 0 elsewhere
 */
export function madeUp(odds: PlaneF, agreed: (i: number) => boolean): Uint8Array {
  const { count, labels } = partsOf(odds, 0);
  const witnessed = new Uint8Array(count + 1);
  labels.forEach((label, i) => (witnessed[label] |= Number(agreed(i))));
  return Uint8Array.from(labels, label => Number(label > 0 && witnessed[label] === 0));
}
