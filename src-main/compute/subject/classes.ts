import type { ClassShare } from '../../../src-shared/contract/compute.ts';
import { type SubjectClass, subjectClasses } from '../../../src-shared/edit/subject.ts';
import type { PlaneF } from '../../../src-shared/imaging/image.ts';
import { labelsOf, type Scores } from '../../inference/answer.ts';

/** Less than this is more often a mistake than a thing. */
const LEAST_SHARE = 0.004;

/** What is in the photo, the largest first. */
export const classesIn = (scores: Scores): readonly ClassShare[] => classesOf(labelsOf(scores));

/** @param labels one a pixel, 0 is none of the classes */
export function classesOf(labels: Uint8Array): readonly ClassShare[] {
  const counts = new Float64Array(subjectClasses.length + 1);
  for (const label of labels) counts[label]++;
  return subjectClasses
    .map((name, i) => ({ name, share: counts[i + 1] / labels.length }))
    .filter(({ share }) => share >= LEAST_SHARE)
    .sort((a, b) => b.share - a.share);
}

/** The network's channels of classes, which are their labels, too; 0 is the background. */
export const classNumbers = (names: readonly SubjectClass[]): number[] =>
  names.map(name => subjectClasses.indexOf(name) + 1);

/** Classes that are found together, and drawn by the same rule. */
export const kinds = {
  person: ['person'],
  animal: ['bird', 'cat', 'cow', 'dog', 'horse', 'sheep'],
  vehicle: ['aeroplane', 'bicycle', 'boat', 'bus', 'car', 'motorbike', 'train'],
} as const satisfies Record<string, readonly SubjectClass[]>;

/**
 * How much a photographer would have meant a class: its score, where it stands out and near the middle.
 *
 * @param score of the class, on the grid
 * @param outline how much each pixel stands out
 */
export function weightOf({ width, height, data }: PlaneF, outline: PlaneF): number {
  const nearMiddle = (length: number) =>
    Float64Array.from({ length }, (_, at) => Math.exp(-((2 * (at / length - 0.5)) ** 2)));
  const [across, down] = [nearMiddle(width), nearMiddle(height)];
  let sum = 0;
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) sum += data[i] * across[x] * down[y] * (0.1 + outline.data[i]);
  }
  return sum / data.length;
}
