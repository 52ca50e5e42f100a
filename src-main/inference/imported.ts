/** Any network that segments pictures, by what the store knows of it. */
import type { Grid } from './answer.ts';
import type { Network } from './engine.ts';
import { segmenterOf, type Segmenter } from './segmenter.ts';
import { straightLevels } from './view.ts';

export interface ImportedFacts {
  readonly rows: number;
  readonly columns: number;
  /** What it is given for levels 0 and 255. */
  readonly range: readonly [number, number];
  readonly labels: readonly string[];
  readonly answers: 'probabilities' | 'scores';
  readonly grid: Grid;
}

/** @param network whose graph takes one RGB picture and answers a number for each pixel and label */
export function openImported(network: Network, facts: ImportedFacts): Segmenter {
  const levels = straightLevels(facts.range);
  const grey = levels[0][128];
  return segmenterOf(network, {
    input: { width: facts.columns, height: facts.rows },
    labels: facts.labels,
    fit: 'letterbox',
    levels: () => levels,
    margin: [grey, grey, grey],
    grid: facts.grid,
    fineness: facts.labels.length > 1 ? 4 : 1,
    answers: facts.answers,
  });
}
