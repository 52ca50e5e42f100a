import { runOnAllCores } from '../../../src-main/compute/bands/pool.ts';
import { share } from '../../../src-main/compute/bands/shared-memory.ts';
import { findIn, lookAt } from '../../../src-main/compute/jobs/find-subject.ts';
import { emptyPlane } from '../../../src-main/compute/bands/shared-memory.ts';
import { StrokeSolver } from '../../../src-main/compute/jobs/stroke-solver.ts';
import { classNumbers } from '../../../src-main/compute/subject/classes.ts';
import type { Look } from '../../../src-main/compute/subject/look.ts';
import { type PhotoFacts, readPhoto } from '../../../src-main/photo/index.ts';
import type { EngineChoice } from '../../../src-shared/contract/compute.ts';
import { subjectClasses } from '../../../src-shared/edit/subject.ts';
import type { Plane8, PlaneF } from '../../../src-shared/imaging/image.ts';
import { toLevels } from '../../../src-shared/imaging/levels.ts';

/** Ways to a mask, from one network alone to all that the program does. */

export interface Made {
  /** At the photo's size. */
  readonly mask: Plane8;
  /** Networks and what is made of their answers; reading the photo small is in it, the full-size matte is not. */
  readonly milliseconds: number;
}

type Method = (facts: PhotoFacts, engine: EngineChoice) => Promise<Made>;

/** One network's answer for the whole photo, scaled up. */
const alone =
  (ask: (look: Look) => Promise<PlaneF | undefined>): Method =>
  async (facts, engine) => {
    const from = performance.now();
    const look = await lookAt(facts, engine);
    const answer = await ask(look);
    const milliseconds = performance.now() - from;
    const mask = emptyPlane(facts);
    if (answer) await runOnAllCores({ kind: 'mask', mask: share(toLevels(answer)), hard: false, into: mask });
    return { mask, milliseconds };
  };

/** All classes: what a mask made of DeepLab alone can know without being told which. */
async function anyClass(look: Look): Promise<PlaneF | undefined> {
  const scores = await look.named();
  return scores && look.share(scores, classNumbers(subjectClasses));
}

const together =
  (subject: 'auto' | 'any'): Method =>
  async (facts, engine) => {
    const from = performance.now();
    const found = await findIn(await lookAt(facts, engine), facts, { style: 'lens', subject });
    const milliseconds = performance.now() - from;
    const mask = emptyPlane(facts);
    const { image } = await readPhoto(facts);
    const matte = await new StrokeSolver().solve(found, { strokes: [], regions: [] }, facts);
    await runOnAllCores({ kind: 'matte', photo: share(image), matte, into: mask });
    return { mask, milliseconds };
  };

export const methods: Readonly<Record<string, Method>> = {
  'U²-Netp': alone(look => look.outline()),
  DeepLab: alone(anyClass),
  Selfie: alone(look => look.people()),
  'any, with matte': together('any'),
  'auto, with matte': together('auto'),
};
