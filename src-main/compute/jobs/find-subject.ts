import type { EngineChoice, Warning } from '../../../src-shared/contract/compute.ts';
import type { PlaneF, RgbImage } from '../../../src-shared/imaging/image.ts';
import { SOLVE_SIDE } from '../../../src-shared/imaging/solve-matte.ts';
import { segmentSubject } from '../../inference/u2netp.ts';
import { type PhotoFacts, readScaled } from '../../photo/index.ts';
import { runPass } from '../bands/passes.ts';
import { networkFor, type ReadyNetwork } from './network.ts';

/** The side at which the network looks at a photo. */
const NETWORK_SIDE = 320;

export interface FoundSubject {
  /** The photo at the size at which the matte is solved. */
  readonly guide: RgbImage;
  /** Soft, 0…1, at the network's scale; the photo's shape. */
  readonly segmentation: PlaneF;
  readonly ready: ReadyNetwork;
  readonly warnings: readonly Warning[];
}

/** Looks at a small version of the photo and finds its subject. The network loads while the photo is read. */
export async function lookForSubject(facts: PhotoFacts, engine: EngineChoice): Promise<FoundSubject> {
  const [ready, guide] = await Promise.all([networkFor(engine), readScaled(facts, guideSize(facts))]);
  const segmentation = await segmentSubject(ready.network, networkView(guide));
  return { guide, segmentation, ready, warnings: noteEmptiness(segmentation) };
}

function guideSize({ width, height }: { width: number; height: number }) {
  return fitWithin(width, height, SOLVE_SIDE);
}

function networkView(guide: RgbImage): RgbImage {
  const { width, height } = fitWithin(guide.width, guide.height, NETWORK_SIDE);
  const data = new Uint8Array(width * height * 3);
  runPass(
    { kind: 'shrink', source: { ...guide, channels: 3 }, into: { width, height, channels: 3, data } },
    { first: 0, end: height },
  );
  return { width, height, data };
}

/** The size with the same shape and a long side of at most `side`; never larger than it is. */
function fitWithin(width: number, height: number, side: number): { width: number; height: number } {
  const scale = Math.min(1, side / Math.max(width, height));
  const scaled = (length: number) => Math.max(1, Math.round(length * scale));
  return { width: scaled(width), height: scaled(height) };
}

/** Half sure, anywhere: below that, nothing stands out. */
function noteEmptiness(segmentation: PlaneF): Warning[] {
  if (segmentation.data.some(probability => probability > 0.5)) return [];
  const message = 'No subject stands out: all of it was taken for background. Give a mask with --mask.';
  return [{ code: 'no-subject', message }];
}
