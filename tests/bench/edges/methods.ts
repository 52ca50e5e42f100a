import { boxBlurRows } from '../../../src-shared/imaging/box-blur.ts';
import { enlargePlane } from '../../../src-shared/imaging/enlarge-plane.ts';
import { estimateColours } from '../../../src-shared/imaging/foreground/estimate.ts';
import type { LinearMatte } from '../../../src-shared/imaging/guided-filter.ts';
import type { Plane8, PlaneF, RgbImage } from '../../../src-shared/imaging/image.ts';
import { toLevels } from '../../../src-shared/imaging/levels.ts';
import { applied, contrasted } from '../../../src-shared/imaging/matte/linear.ts';
import { fillBand } from '../../../src-shared/imaging/rows.ts';
import { guidedMatteSimd } from '../../../src-shared/imaging/simd/guided-filter.ts';
import type { Scene } from '../../imaging/matte/scenes.ts';
import { solvedAlpha } from '../../imaging/matte/solved.ts';

/** From a scene to alpha and the subject's colours, all on one thread. */

export interface Cut {
  readonly alpha: Plane8;
  readonly colours: RgbImage;
}

export type Method = (scene: Scene) => Cut;

/** A matte, with the photo's own colours or with those that were estimated for it. */
const bare =
  (alphaOf: (scene: Scene) => Plane8): Method =>
  scene => ({ alpha: alphaOf(scene), colours: scene.photo });
const cleaned =
  (alphaOf: (scene: Scene) => Plane8): Method =>
  scene => {
    const alpha = alphaOf(scene);
    return { alpha, colours: estimateColours(scene.photo, alpha).foreground };
  };

const enlarged = ({ segmentation, photo }: Scene): PlaneF =>
  enlargePlane(segmentation, photo.width, photo.height);

function hard(scene: Scene): Plane8 {
  const soft = enlarged(scene);
  return { ...soft, data: Uint8Array.from(soft.data, value => (value > 0.5 ? 255 : 0)) };
}

/** The notebook's box. */
function feathered(scene: Scene): Plane8 {
  const alpha = hard(scene);
  const { width, height } = alpha;
  const data = new Uint8Array(width * height);
  const rows = boxBlurRows({ ...alpha, channels: 1 }, { width: 55, height: 5 }, 0);
  fillBand(rows, data, width, { first: 0, end: height });
  return { width, height, data };
}

/** One guided filter at the photo's size (He, Sun & Tang 2013). */
function guided(scene: Scene): Plane8 {
  return toLevels(applied(guidedMatteSimd(scene.photo, enlarged(scene), 16, 1e-4), scene.photo));
}

const STRETCH = 1.6;

/** Three of them, from wide to narrow, the contrast raised between. */
function coarseToFine(scene: Scene): Plane8 {
  const { photo } = scene;
  const next = (matte: LinearMatte) => clipped(applied(contrasted(matte, STRETCH), photo));
  const wide = next(guidedMatteSimd(photo, enlarged(scene), 30, 1e-4));
  const narrower = next(guidedMatteSimd(photo, wide, 20, 1e-5));
  return toLevels(applied(guidedMatteSimd(photo, narrower, 12, 1e-5), photo));
}

const clipped = (plane: PlaneF): PlaneF => ({
  ...plane,
  data: plane.data.map(value => Math.min(1, Math.max(0, value))),
});

export const methods: Readonly<Record<string, Method>> = {
  'notebook, hard': bare(hard),
  'notebook, feathered 55 × 5': bare(feathered),
  'coarse mask, scaled up': bare(scene => toLevels(enlarged(scene))),
  'guided filter r 16 ε 1e-4 + multi-level foreground': cleaned(guided),
  'guided filters coarse to fine + multi-level foreground': cleaned(coarseToFine),
  'Portrait Studio': cleaned(({ photo, segmentation }) => solvedAlpha(photo, segmentation)),
  'the true alpha + multi-level foreground (the limit)': cleaned(({ alpha }) => alpha),
};
