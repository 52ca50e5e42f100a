/**
 * `npm run bench:edges`: mattes and foreground colours of hair and fur whose alpha is known exactly, and whether plain
 * edges are hurt. Nothing is asserted. Both sets lie beside the checkout.
 */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { endThreads } from '../../src-main/compute/bands/pool.ts';
import { readScene, sceneFolder, sceneNames, type Scene } from '../imaging/matte/scenes.ts';
import { type Score, scored } from '../imaging/matte/scored.ts';
import { referenceFile } from '../making/reference.ts';
import { closedForm } from './edges/closed-form.ts';
import { byCommand } from './edges/command.ts';
import { type Cut, type Method, methods } from './edges/methods.ts';
import { tellPeopleAndAnimals } from './edges/people-and-animals.ts';
import { row, summary, type Timing, timed } from './measure.ts';

const RUNS = 5;

const scratch = mkdtempSync(join(tmpdir(), 'edges-'));
console.log(
  `${cpus()[0].model}, Node ${process.versions.node}; one thread, medians of ${RUNS} warm runs (least–most)`,
);
try {
  await tellScenes();
  await tellPhotos();
} finally {
  rmSync(scratch, { recursive: true });
  await endThreads();
}
process.exit(0);

async function tellScenes() {
  console.log('\nHair and fur, 1.1 MP, in the band: MAE × 1000, gradient × 1000, composite in levels, time');
  const scenes = await Promise.all(
    sceneNames().map(async name => ({ name, scene: await readScene(name), folder: sceneFolder(name) })),
  );
  if (scenes.length === 0) {
    row('scenes', 'not here: ../shared/bench/scenes');
    return;
  }
  for (const [name, method] of Object.entries(methods)) {
    const all: Result[] = [];
    for (const { scene } of scenes) all.push(await inProcess(scene, method));
    tell(name, all);
    if (name === 'Portrait Studio') await tellCommand(scenes);
  }
  await tellPeer(scenes);
}

interface Result {
  readonly score: Score;
  readonly timing?: Timing;
}

async function inProcess(scene: Scene, method: Method): Promise<Result> {
  let cut: Cut | undefined;
  const timing = await timed(() => Promise.resolve((cut = method(scene))), RUNS);
  return { score: scoreOf(scene, cut!), timing };
}

function scoreOf(scene: Scene, { alpha, colours }: Cut): Score {
  return scored(scene, alpha, colours);
}

type Named = readonly { readonly name: string; readonly scene: Scene; readonly folder: string }[];

/** File to file, its colours brought to the photo's size as the composite has them. */
async function tellCommand(scenes: Named) {
  const all: Result[] = [];
  for (const { scene, folder } of scenes) {
    all.push({ score: scoreOf(scene, await byCommand(folder, scratch)) });
  }
  tell('the same as files, by portrait matte', all);
}

async function tellPeer(scenes: Named) {
  const name = 'closed-form matting + multi-level foreground (pymatting)';
  const all: Result[] = [];
  for (const { scene, folder } of scenes) {
    const result = await closedForm(folder, scratch, RUNS);
    if (!result) {
      row(name, 'not here: PYTHON=… names a Python that has pymatting and cv2');
      return;
    }
    all.push({ score: scoreOf(scene, result.cut), timing: result.timing });
  }
  tell(name, all);
}

/** The mean of all scenes; of the times, the slowest scene's. */
function tell(name: string, results: readonly Result[]) {
  const mean = (part: keyof Score) =>
    results.reduce((sum, { score }) => sum + score[part], 0) / results.length;
  const figures = [mean('mae').toFixed(1), mean('gradient').toFixed(1), mean('composite').toFixed(2)];
  const medians = results.flatMap(({ timing }) => timing?.median ?? []);
  const time = medians.length > 0 ? `${Math.round(summary(medians).most)} ms` : '–';
  row(name, figures.map(figure => figure.padStart(7)).join('') + time.padStart(11));
}

async function tellPhotos() {
  console.log('\nPeople and animals with drawn masks: the same segmentation, scaled up → refined');
  const folder = referenceFile('data');
  if (existsSync(`${folder}/manifest.json`)) await tellPeopleAndAnimals(folder);
  else row('photos', 'not here: ../shared/data');
}
