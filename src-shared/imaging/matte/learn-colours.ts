import type { PlaneF, RgbImage } from '../image.ts';
import { emptySums, layFarModels, layNearModels, seenFromFar, weighColours } from './colour-models.ts';
import { BEHIND_AT, FIELD, MODEL, SUBJECT_AT } from './field.ts';
import type { Grid } from './grid.ts';
import { isDoubtful } from './guide-rows.ts';
import { expectedAlpha } from './posterior.ts';

/** How often the colours are sorted anew by what the models before let expect. */
export const ROUNDS = 2;

/**
 * Learns the colours on both sides, and writes their models into a field whose planes are there already. The first
 * alpha is a rough one: strands of hair count as background there, and gaps as hair. Each round weighs the colours by
 * the alpha that the last models let expect, and looks nearer round each place: a soft-assignment loop in the manner
 * of GrabCut (Rother, Kolmogorov & Blake, SIGGRAPH 2004). One pixel of each block is enough for that.
 * @param samples a pixel of each block
 * @param first a first alpha of these, 0…1
 */
export function learnColours(samples: RgbImage, first: PlaneF, grid: Grid, field: Float32Array) {
  const sums = emptySums(grid);
  weighColours(samples, first.data, sums);
  const far = seenFromFar(sums, grid);
  layFarModels(far, field);
  for (let round = 0; round < ROUNDS; round++) {
    weighColours(samples, askedAgain(samples, first, field), sums);
    layNearModels(sums, far, grid, field);
  }
}

/** The alpha to be expected of each sample; the first one, where nobody is in doubt or nobody asks. */
function askedAgain({ data }: RgbImage, first: PlaneF, field: Float32Array): Float32Array {
  const models = new Float64Array(2 * MODEL);
  return first.data.map((alpha, i) => {
    const at = i * FIELD;
    if (!isDoubtful(field[at], field[at + 1], field[at + 3])) return alpha;
    for (let k = 0; k < MODEL; k++) {
      models[k] = field[at + SUBJECT_AT + k];
      models[MODEL + k] = field[at + BEHIND_AT + k];
    }
    const [r, g, b] = [data[i * 3] / 255, data[i * 3 + 1] / 255, data[i * 3 + 2] / 255];
    return expectedAlpha(r, g, b, models, field[at + 2]);
  });
}
