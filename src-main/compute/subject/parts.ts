import type { PlaneF } from '../../../src-shared/imaging/image.ts';
import { mapPlane } from './odds.ts';
import { windowMost } from './window-most.ts';

/** Connected parts of what lies above a threshold, corners touching; numbered from 1, 0 is none. */
export interface Parts {
  readonly count: number;
  readonly labels: Int32Array;
}

/**
 * Rosenfeld & Pfaltz, "Sequential operations in digital picture processing", JACM 13 (1966); a run of pixels at a time,
 * and of two parts that meet, the earlier one has the name.
 */
export function partsOf({ width, data }: PlaneF, threshold: number): Parts {
  const labels = new Int32Array(data.length);
  const parents = [0];
  for (let row = 0; row < data.length; row += width) {
    for (let x = 0; x < width; x++) {
      if (!(data[row + x] > threshold)) continue;
      const first = row + x;
      while (x < width && data[row + x] > threshold) x++;
      labels.fill(nameOf(labels, parents, first, row + x, row, width), first, row + x);
    }
  }
  return { count: renumber(labels, parents), labels };
}

/** The name of a run: that of what it touches in the row above, corners included, which thereby is one part. */
function nameOf(
  labels: Int32Array,
  parents: number[],
  first: number,
  end: number,
  row: number,
  width: number,
): number {
  let name = 0;
  const last = Math.min(end - width, row - 1);
  for (let i = Math.max(first - width - 1, row - width, 0); i <= last; i++) {
    if (labels[i] === 0) continue;
    const other = rootOf(parents, labels[i]);
    if (name !== 0 && other !== name) parents[Math.max(name, other)] = Math.min(name, other);
    name = name === 0 ? other : Math.min(name, other);
  }
  return name === 0 ? parents.push(parents.length) - 1 : name;
}

function rootOf(parents: readonly number[], name: number): number {
  while (parents[name] !== name) name = parents[name];
  return name;
}

/** Names from 1 on, without gaps, in the order in which the parts begin. @returns how many there are */
function renumber(labels: Int32Array, parents: readonly number[]): number {
  let count = 0;
  const numbers = new Int32Array(parents.length);
  for (let name = 1; name < parents.length; name++) {
    const root = rootOf(parents, name);
    numbers[name] = root === name ? ++count : numbers[root];
  }
  for (let i = 0; i < labels.length; i++) labels[i] = numbers[labels[i]];
  return count;
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
  for (let i = 0; i < labels.length; i++) {
    if (labels[i] > 0) weights[labels[i]] += score.data[i] * (UNREMARKABLE + outline.data[i]);
  }
  const least = COMPANION * weights.reduce((a, b) => Math.max(a, b));
  return inParts(labels, label => weights[label] >= least);
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
  for (let i = 0; i < labels.length; i++) known[labels[i]] |= main[i];
  return inParts(labels, label => known[label] === 0);
}

/** Half of how wide a bridge between two parts must be, in pixels of the grid, to make them one. */
const BRIDGE = 4;

/**
 * Parts of a subject on no pixel of which all witnesses agree: what one network alone has made up. A narrow bridge to
 * what they agree on is no testimony; what is itself narrow has nothing else.
 *
 * @param odds above 0 is subject
 * @param agreed whether all agree on a pixel
 * @returns 1 there, 0 elsewhere
 */
export function madeUp(odds: PlaneF, agreed: (i: number) => boolean): Uint8Array {
  const loose = unwitnessed(odds, agreed);
  const least = mapPlane(
    windowMost(
      mapPlane(odds, value => -value),
      BRIDGE,
    ),
    value => -value,
  );
  const cores = unwitnessed(least, agreed);
  const near = (isCore: (i: number) => boolean) =>
    windowMost(
      mapPlane(odds, (_, i) => Number(isCore(i))),
      BRIDGE,
    ).data;
  const alone = near(i => cores[i] === 1);
  const vouched = near(i => least.data[i] > 0 && cores[i] === 0);
  return loose.map((isLoose, i) =>
    Number(odds.data[i] > 0 && (isLoose === 1 || (alone[i] > 0 && vouched[i] === 0))),
  );
}

/** 1 in the connected parts on no pixel of which all agree. */
function unwitnessed(odds: PlaneF, agreed: (i: number) => boolean): Uint8Array {
  const { count, labels } = partsOf(odds, 0);
  const witnessed = new Uint8Array(count + 1);
  for (let i = 0; i < labels.length; i++) {
    if (labels[i] > 0 && witnessed[labels[i]] === 0) witnessed[labels[i]] = Number(agreed(i));
  }
  return inParts(labels, label => witnessed[label] === 0);
}

/** 1 in the parts that are asked for, 0 elsewhere. */
function inParts(labels: Int32Array, isAskedFor: (label: number) => boolean): Uint8Array {
  const result = new Uint8Array(labels.length);
  for (let i = 0; i < labels.length; i++) result[i] = Number(labels[i] > 0 && isAskedFor(labels[i]));
  return result;
}

/** The whole of those parts of what stands out that the main parts reach into: with what a person holds or sits on. @returns 1 there */
export function touching(outline: PlaneF, main: Uint8Array): Uint8Array {
  const { count, labels } = partsOf(outline, 0.5);
  const touched = new Uint8Array(count + 1);
  for (let i = 0; i < labels.length; i++) if (main[i] === 1 && labels[i] > 0) touched[labels[i]] = 1;
  return Uint8Array.from(labels, label => touched[label]);
}
