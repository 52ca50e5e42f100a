/**
 * `npm run bench:speed`: what a whole edit costs at full size, against sharp's own decode and encode of the same file in
 * the same run. Nothing is asserted: read the ratios. In this process nothing of the networks is measured: they look at
 * each photo once, before, and their answers are kept as the window keeps them. `-- quick` leaves out the large photos.
 * The script tells V8 of its heaps what the compute process does (`compute/channel.ts`).
 */
import { availableParallelism, cpus, loadavg } from 'node:os';
import { endThreads } from '../../src-main/compute/bands/pool.ts';
import { milliseconds, ratio, row, summary } from './measure.ts';
import { tellCommand } from './speed/command.ts';
import {
  codecOnce,
  type Cost,
  inTurn,
  pipelineOnce,
  readGuide,
  renderOnce,
  wholeEdit,
} from './speed/in-process.ts';
import { tellLarge } from './speed/growth.ts';
import { makePictures } from './twelve-megapixels.ts';

const RUNS = 9;

console.log(
  `${cpus()[0].model}, ${availableParallelism()} cores, Node ${process.versions.node}; medians of ${RUNS} (least–most); load before: ${loadavg()[0].toFixed(1)}`,
);
const { photo, folder } = await makePictures();
await tellTwelve();
await endThreads();
await tellCommand(photo, folder);
if (!process.argv.includes('quick')) await tellLarge(photo, folder);
process.exit(0);

async function tellTwelve() {
  console.log('\n12 MP JPEG → JPEG in the compute process: refined matte, clean colours, disc blur');
  const stages: Readonly<Record<string, number>>[] = [];
  const bare = { ...wholeEdit, edge: { ...wholeEdit.edge, decontaminate: 0 } };
  const costs = await inTurn(
    {
      codec: () => codecOnce(photo, `${folder}codec.jpg`),
      whole: async () => stages.push((await renderOnce(photo, `${folder}speed.jpg`)).timings),
      bare: () => renderOnce(photo, `${folder}speed.jpg`, bare),
      pipeline: () => pipelineOnce(photo, `${folder}codec.jpg`),
      guide: () => readGuide(photo),
    },
    RUNS,
  );
  tell('sharp, decode + encode, same settings', costs.codec);
  tell('sharp, one pipeline, its own settings', costs.pipeline, costs.codec);
  tell('Portrait Studio (aim ≤ 2.5 ×)', costs.whole, costs.codec);
  tell('  without clean colours', costs.bare, costs.codec);
  tell('  reading the guide, which counts to the networks', costs.guide, costs.codec);
  for (const stage of ['read', 'matte', 'composite', 'write']) {
    const times = stages.slice(1).map(timings => timings[stage]);
    row(`  stage ${stage} (they overlap)`, milliseconds(summary(times)));
  }
}

function tell(name: string, { wall, processor }: Cost, against?: Cost) {
  const compared = against
    ? `   ${ratio(wall, against.wall)}   processor ${processor.median.toFixed(0)} ms, ${ratio(processor, against.processor)}`
    : `   processor ${processor.median.toFixed(0)} ms`;
  row(name, milliseconds(wall) + compared);
}
