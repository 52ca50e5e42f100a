/** `npm run bench`: medians and ratios within one run. Nothing is asserted: read the ratios, not the times. */
import { availableParallelism, cpus } from 'node:os';
import { endThreads } from '../../src-main/compute/bands/pool.ts';
import { benchClassic } from './classic.ts';
import { benchMemory } from './memory.ts';
import { benchNetwork } from './network.ts';
import { makePictures } from './twelve-megapixels.ts';

console.log(
  `${cpus()[0].model}, ${availableParallelism()} cores, Node ${process.versions.node}; medians of 7 (least–most)`,
);
const pictures = await makePictures();
await benchClassic(pictures);
await endThreads();
await benchMemory(pictures);
await benchNetwork(pictures.photo);
