import type { Subject, SubjectClass } from '../../../src-shared/edit/subject.ts';
import type { RgbImage } from '../../../src-shared/imaging/image.ts';
import { classicLabels, type LabelMap } from '../../inference/deeplab.ts';
import { classNumbers, classesOf } from './classes.ts';
import { find, type Found, notThere } from './find.ts';
import type { Look } from './look.ts';

/**
 * The notebook's own way: one look at 513 pixels, the likeliest class of each pixel, yes or no, and one label kept.
 *
 * @param photo at full size, because the notebook shrinks it without smoothing
 * @param subject `auto` keeps the class with the largest share
 * @throws PortraitError subject-not-found
 */
export async function findClassic(look: Look, photo: RgbImage, subject: Subject): Promise<Found> {
  const { named } = look.networks;
  if (!named) return find(look, subject);
  const labels = await classicLabels(named, photo);
  const classes = classesOf(labels.data);
  const meant = typeof subject === 'string' ? classes.slice(0, 1).map(({ name }) => name) : [...subject];
  if (typeof subject !== 'string' && !classes.some(({ name }) => subject.includes(name))) {
    throw notThere(subject, classes);
  }
  return { segmentation: yesOrNo(labels, meant), classes, meant };
}

function yesOrNo({ width, height, data }: LabelMap, meant: readonly SubjectClass[]) {
  const kept = new Set(classNumbers(meant));
  return { width, height, data: Float32Array.from(data, label => Number(kept.has(label))) };
}
