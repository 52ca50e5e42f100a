/** Where a network's own answer ends: before labels are made of scores, and before these are blown up. */

/** An operator as far as the walk back from the output goes. */
export interface Step {
  readonly operator: string;
  /** What it reads first, by name. */
  readonly from: string | undefined;
}

export interface Ending {
  /** The tensor to answer with. */
  readonly scores: string;
  /** The last enlargement that was left out. */
  readonly enlarged?: string;
}

/** Operators that pass labels on, or carry nothing of their own. */
const passing = [
  'cast',
  'squeeze',
  'expanddims',
  'identity',
  'reshape',
  'slice',
  'stridedslice',
  'resizenearestneighbor',
];
const plain = (operator: string) => operator.toLowerCase().replaceAll('_', '');

/** A chain that is longer than this is no ending. */
const longest = 16;

/**
 * Finds the soft scores behind an output. Labels are of no use to us, and a bilinear enlargement at the end
 * only makes the answer larger: whoever reads the scores samples them where he wants, with the same result.
 *
 * @param maker what makes a tensor; undefined for the network's input
 */
export function endingOf(output: string, maker: (name: string) => Step | undefined): Ending {
  const scores = behindLabels(output, maker) ?? output;
  return behindEnlargements(scores, maker);
}

function behindLabels(output: string, maker: (name: string) => Step | undefined): string | undefined {
  let at = output;
  for (let steps = 0; steps < longest; steps++) {
    const step = maker(at);
    if (step?.from === undefined) return undefined;
    if (plain(step.operator) === 'argmax') return step.from;
    if (!passing.includes(plain(step.operator))) return undefined;
    at = step.from;
  }
  return undefined;
}

function behindEnlargements(output: string, maker: (name: string) => Step | undefined): Ending {
  let ending: Ending = { scores: output };
  for (let steps = 0; steps < longest; steps++) {
    const step = maker(ending.scores);
    const isNothing = step !== undefined && plain(step.operator) === 'identity';
    const enlarges = step !== undefined && plain(step.operator) === 'resizebilinear';
    if (step?.from === undefined || !(isNothing || enlarges)) return ending;
    const enlarged = ending.enlarged ?? (enlarges ? ending.scores : undefined);
    ending = { scores: step.from, ...(enlarged !== undefined && { enlarged }) };
  }
  return ending;
}
