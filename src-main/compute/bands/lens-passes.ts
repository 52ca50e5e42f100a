import { missingCase } from '../../../src-shared/contract/errors.ts';
import type { SamplesF } from '../../../src-shared/imaging/image.ts';
import type { LensPlan } from '../../../src-shared/imaging/lens-plan.ts';
import { blurLight } from '../../../src-shared/imaging/lens-rows.ts';
import { pullRows, pushRows } from '../../../src-shared/imaging/pull-push.ts';
import type { Band } from '../../../src-shared/imaging/rows.ts';
import { weighLightSimd } from '../../../src-shared/imaging/simd/weighted-light.ts';
import type { FineImage } from '../../../src-shared/imaging/smooth-rows.ts';
import type { Weighing } from '../../../src-shared/imaging/weighted-light.ts';

/** What a lens blur is made of. */
export type LensPass =
  /** The background's light, shrunk. */
  | { kind: 'weigh'; weighing: Weighing; into: SamplesF }
  /** The next smaller picture of what is known. */
  | { kind: 'pull'; source: SamplesF; into: SamplesF }
  /** What is open is filled in from the smaller picture. */
  | { kind: 'push'; pulled: SamplesF; weight: number; into: SamplesF }
  | { kind: 'blur-light'; source: SamplesF; lens: LensPlan; bend: number; into: FineImage };

export function runLensPass(pass: LensPass, band: Band) {
  switch (pass.kind) {
    case 'weigh': {
      weighLightSimd(pass.weighing, pass.into, band);
      return;
    }
    case 'pull': {
      pullRows(pass.source, pass.into, band);
      return;
    }
    case 'push': {
      pushRows(pass.pulled, pass.into, pass.weight, band);
      return;
    }
    case 'blur-light': {
      blurLight(pass.source, pass.lens, pass.bend, pass.into, band);
      return;
    }
    default:
      return missingCase(pass);
  }
}
