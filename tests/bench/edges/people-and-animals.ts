import { runOnAllCores } from '../../../src-main/compute/bands/pool.ts';
import { emptyPlane, share } from '../../../src-main/compute/bands/shared-memory.ts';
import { findIn, lookAt } from '../../../src-main/compute/jobs/find-subject.ts';
import { StrokeSolver } from '../../../src-main/compute/jobs/stroke-solver.ts';
import { inspectPhoto, readPhoto } from '../../../src-main/photo/index.ts';
import { toLevels } from '../../../src-shared/imaging/levels.ts';
import { type MaskedPhoto, photosIn } from '../accuracy/folder.ts';
import { score, type Scores } from '../accuracy/scores.ts';
import { row } from '../measure.ts';

/** Whether refinement hurts plain edges: photos with masks that people drew, most of them of a few hundred pixels. */

interface Compared {
  readonly kind: string;
  readonly name: string;
  /** The network's answer scaled up, and the matte that is made of the same answer. */
  readonly plain: Scores;
  readonly refined: Scores;
}

export async function tellPeopleAndAnimals(folder: string) {
  const compared: Compared[] = [];
  for (const photo of photosIn(folder)) compared.push(await compare(photo));
  for (const [kind, some = []] of Object.entries(Object.groupBy(compared, ({ kind }) => kind))) {
    tellMeans(`${some.length} ${kind}`, some);
  }
  tellMeans(`all ${compared.length}`, compared);
  const change = ({ plain, refined }: Compared) => refined.boundary - plain.boundary;
  const [worst] = compared.toSorted((a, b) => change(a) - change(b));
  row('the boundary that lost most', `${worst.name}  ${change(worst).toFixed(4)}`);
}

async function compare({ kind, name, photo, truth }: MaskedPhoto): Promise<Compared> {
  const facts = await inspectPhoto(photo, { maxMegapixels: 300 });
  const found = await findIn(await lookAt(facts, 'auto'), facts, { style: 'lens', subject: 'auto' });
  const plain = emptyPlane(facts);
  const mask = share(toLevels(found.segmentation));
  await runOnAllCores({ kind: 'mask', mask, hard: false, into: plain });
  const refined = emptyPlane(facts);
  const { image } = await readPhoto(facts);
  const matte = await new StrokeSolver().solve(found, { strokes: [], regions: [] }, facts);
  await runOnAllCores({ kind: 'matte', photo: share(image), matte, into: refined });
  const drawn = await truth();
  return { kind, name, plain: score(plain, drawn), refined: score(refined, drawn) };
}

function tellMeans(name: string, compared: readonly Compared[]) {
  const outlined = compared.filter(hasDrawnEdge);
  const iou = means(compared, ({ iou }) => iou);
  row(
    name,
    `IoU ${iou}   boundary F ${outlined.length > 0 ? means(outlined, ({ boundary }) => boundary) : '–'}`,
  );
}

/** Where the annotators left a band open round the subject, there is no boundary to be right or wrong about. */
const hasDrawnEdge = ({ plain, refined }: Compared): boolean => plain.boundary + refined.boundary > 0;

function means(compared: readonly Compared[], of: (scores: Scores) => number): string {
  const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;
  const [plain, refined] = [
    compared.map(({ plain }) => of(plain)),
    compared.map(({ refined }) => of(refined)),
  ];
  return `${mean(plain).toFixed(4)} → ${mean(refined).toFixed(4)}`;
}
