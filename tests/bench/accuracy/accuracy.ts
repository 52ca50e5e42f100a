/**
 * `npm run bench:accuracy -- DIR [wasm]`: how well each network alone, and all of them together, find the subjects of
 * the photos in a folder with masks. Prints each photo's figures, and the means of each kind; then what it costs to find
 * the subject of a large photo: `-- DIR native time` prints this alone. Nothing is asserted.
 */
import { endThreads } from '../../../src-main/compute/bands/pool.ts';
import { networksFor } from '../../../src-main/compute/subject/networks.ts';
import { inspectPhoto } from '../../../src-main/photo/index.ts';
import { type EngineChoice, engineChoices } from '../../../src-shared/contract/compute.ts';
import { summary } from '../measure.ts';
import { type MaskedPhoto, photosIn } from './folder.ts';
import { tellLarge } from './large.ts';
import { methods } from './methods.ts';
import { score } from './scores.ts';

interface Result {
  readonly kind: string;
  readonly name: string;
  readonly iou: number;
  readonly boundary: number;
  readonly milliseconds: number;
}

const folder = process.argv.at(2);
const engine = engineChoices.find(choice => choice === (process.argv.at(3) ?? 'auto'));
if (folder === undefined || engine === undefined) {
  console.error(
    'npm run bench:accuracy -- DIR [auto|native|wasm] [time]: a folder with manifest.json, photos and masks',
  );
  process.exit(2);
}

const { engine: ran, models } = await networksFor(engine);
console.log(`${ran.name}, ${ran.threads} threads; networks: ${models.join(', ')}`);

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const figures = ({ iou, boundary }: { iou: number; boundary: number }) =>
  `IoU ${iou.toFixed(4)}  boundary F ${boundary.toFixed(3)}`;

const asked = process.argv.at(4) === 'time' ? {} : methods;
for (const [name, method] of Object.entries(asked)) {
  console.log(`\n${name}`);
  const results: Result[] = [];
  for (const photo of photosIn(folder)) results.push(await measure(photo, method, engine));
  printMeans(results);
}
await tellLarge(photosIn(folder), engine);
await endThreads();
process.exit(0);

async function measure(
  photo: MaskedPhoto,
  method: (typeof methods)[string],
  engine: EngineChoice,
): Promise<Result> {
  const facts = await inspectPhoto(photo.photo, { maxMegapixels: 300 });
  const { mask, milliseconds } = await method(facts, engine);
  const result = { kind: photo.kind, name: photo.name, milliseconds, ...score(mask, await photo.truth()) };
  console.log(`  ${photo.name.padEnd(28)} ${figures(result)}  ${milliseconds.toFixed(0)} ms`);
  return result;
}

function printMeans(results: readonly Result[]) {
  for (const [kind, some = []] of Object.entries(Object.groupBy(results, ({ kind }) => kind))) {
    const means = {
      iou: mean(some.map(({ iou }) => iou)),
      boundary: mean(some.map(({ boundary }) => boundary)),
    };
    const worst = some.reduce((a, b) => (b.iou < a.iou ? b : a));
    const { median } = summary(some.map(({ milliseconds }) => milliseconds));
    const least = `worst ${worst.iou.toFixed(3)} (${worst.name})`;
    console.log(
      `  ${`mean of ${some.length} ${kind}`.padEnd(28)} ${figures(means)}  ${least}  median ${median.toFixed(0)} ms`,
    );
  }
}
