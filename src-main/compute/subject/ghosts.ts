import type { PlaneF } from '../../../src-shared/imaging/image.ts';
import { smoothStep } from '../../../src-shared/imaging/smooth-step.ts';
import { mapPlane } from './odds.ts';
import { windowMost } from './window-most.ts';

/** How far hair may fly from what is likely the subject, in pixels of the grid. */
const REACH = 12;
/** What is less likely than the first all round is none; from the second on, it is what was seen. */
const LIKELY = [0.5, 0.6] as const;

/** Takes out what was only half believed, and is near nothing that was: a haze that nobody would call the subject. */
export function withoutGhosts(segmentation: PlaneF): PlaneF {
  const most = windowMost(segmentation, REACH);
  return mapPlane(segmentation, (value, i) => value * smoothStep(most.data[i], ...LIKELY));
}
