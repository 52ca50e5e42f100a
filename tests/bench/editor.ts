/**
 * `npm run bench:editor [runs] [open] [stall] [hand] [endure] [strokes=200]`: the editor in a real browser through the
 * loopback door, against what was promised of it; all parts when none is named. Nothing is asserted. Software takes two to
 * three seconds to draw what a stroke changes, so that 200 of them take about ten minutes.
 *
 * Times to the screen end when the pixels are handed to the GPU, so that what software drawing takes is not in them,
 * and it gives way to all else. Script is time of the page's own thread on a processor (see `editor/trace.ts`).
 */
import { mkdirSync } from 'node:fs';
import { availableParallelism, cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { createRequire } from 'node:module';
import { buildProgram, buildWindow, bundleSize } from './editor/bundle.ts';
import { endure } from './editor/endurance.ts';
import { type Figure, printFigures } from './editor/figures.ts';
import { chooseTool, dragSlider, drawShort, drawTraced, leaveOutBlur } from './editor/gestures.ts';
import { anotherFile, type Opening, openPhoto } from './editor/opening.ts';
import { childNamed, cpuMilliseconds, megabytes } from './editor/processes.ts';
import { type Built, type EngineName, type Program, type Stall, startProgram } from './editor/program.ts';
import type { Drawing } from './editor/drawing.ts';
import { type Stalls, watchStalls } from './editor/stalls.ts';
import { makePictures } from './twelve-megapixels.ts';

const words = process.argv.slice(2);
const RUNS = Number(words.find(word => /^\d+$/.test(word)) ?? 5);
const parts = ['open', 'stall', 'hand', 'endure'].filter(part => words.includes(part));
const wants = (part: string) => parts.length === 0 || parts.includes(part);
const STROKES = Number(words.find(word => word.startsWith('strokes='))?.slice('strokes='.length) ?? 200);
/** Of undo and redo, after them. */
const STEPS = 2.5 * STROKES;
/** How long a started program is left alone until nothing is under way any more, in milliseconds. */
const ALONE = 8000;

interface Openings {
  /** The first photo, handed in as soon as the window is there. */
  readonly atOnce: Opening[];
  /** The first photo, after the program was left alone. */
  readonly first: Opening[];
  /** The second photo. */
  readonly second: Opening[];
}

function enginesHere(): EngineName[] {
  return hasNative() ? ['native', 'wasm'] : ['wasm'];
}

function hasNative(): boolean {
  try {
    return createRequire(import.meta.url).resolve('@tensorflow/tfjs-node/package.json') !== '';
  } catch {
    return false;
  }
}

async function measureOpenings(engine: EngineName): Promise<Openings> {
  const openings: Openings = { atOnce: [], first: [], second: [] };
  for (let run = 0; run < RUNS; run++) {
    const files = [1, 2, 3].map(number => anotherFile(photo, another, number));
    await withProgram(engine, 'beside', async ({ page }) => {
      openings.atOnce.push(await openPhoto(page, files[0]));
    });
    await withProgram(engine, 'beside', async ({ page }) => {
      await page.waitForTimeout(ALONE);
      openings.first.push(await openPhoto(page, files[1]));
      openings.second.push(await openPhoto(page, files[2]));
    });
  }
  return openings;
}

async function withProgram(engine: EngineName, drawing: Drawing, work: (program: Program) => Promise<void>) {
  const program = await startProgram(built, engine, drawing);
  try {
    await work(program);
  } finally {
    await program.close();
  }
}

function printOpenings(engine: EngineName, { atOnce, first, second }: Openings) {
  const subject = engine === 'native' ? 1500 : 3000;
  const rows = (name: string, openings: Opening[]): Figure[] => [
    { name: `${name}: picture`, values: openings.map(one => one.picture), unit: 'ms', aim: 400 },
    { name: `${name}: subject`, values: openings.map(one => one.subject), unit: 'ms', aim: subject },
    { name: `${name}: drawn by software GL`, values: openings.map(one => one.drawn), unit: 'ms' },
  ];
  printFigures(`Opening a 12 MP JPEG, ${engine}`, [
    ...rows('first photo, program left alone before', first),
    ...rows('first photo, as soon as the window is there', atOnce),
    ...rows('second photo', second),
  ]);
}

async function measureStalls(engine: EngineName, drawing: Drawing): Promise<Stalls[]> {
  const stalls: Stalls[] = [];
  const [first, second] = [1, 2].map(number => anotherFile(photo, another, number));
  for (let run = 0; run < RUNS; run++)
    await withProgram(engine, drawing, async program => {
      stalls.push(await watchStalls(program, first, second));
    });
  return stalls;
}

function printStalls(engine: EngineName, drawing: Drawing, stalls: readonly Stalls[]) {
  const titles = { behind: 'takes no processor from others', beside: 'takes its share of the processors' };
  printFigures(`The main process's event loop, ${engine}; software that draws ${titles[drawing]}`, [
    ...stallRows(
      'opening',
      stalls.map(one => one.opening),
    ),
    ...stallRows(
      'slider, strokes, undo',
      stalls.map(one => one.hand),
    ),
  ]);
}

const stallRows = (name: string, stalls: readonly Stall[]): Figure[] => [
  { name: `${name}: longest stall`, values: stalls.map(one => one.stall), unit: 'ms', aim: 50 },
  { name: `${name}: longest work in one piece`, values: stalls.map(one => one.own), unit: 'ms' },
  { name: `${name}: longest wait for a processor`, values: stalls.map(one => one.queued), unit: 'ms' },
];

/** One program with a photo open, for as long as the work takes. */
const withPhoto = (engine: EngineName, work: (program: Program) => Promise<void>) =>
  withProgram(engine, 'beside', async program => {
    await openPhoto(program.page, photo);
    await work(program);
  });

async function measureHands(program: Program) {
  const { page } = program;
  const drags = [await dragSlider(program), await dragSlider(program), await dragSlider(program)];
  await leaveOutBlur(page);
  await chooseTool(page, 'Keep');
  const events = [...(await drawTraced(program)), ...(await drawTraced(program))];
  const refined: number[] = [];
  for (let i = 0; i < 20; i++) refined.push(await drawShort(page, i));
  printFigures('Under the hand', [
    { name: 'slider: script a frame', values: drags.flatMap(one => one.script), ...script, aim: 4 },
    { name: 'slider: messages during the drag', values: drags.map(one => one.messages), unit: '', aim: 0 },
    { name: 'stroke: script a pointer event', values: events, ...script, aim: 2 },
    { name: 'stroke: from release to the refined matte', values: refined, unit: 'ms', aim: 300 },
  ]);
  printIdle(await measureIdle(program));
}

const script = { unit: 'ms', digits: 2 } as const;

async function measureIdle({ page, pid }: Program) {
  const compute = childNamed(pid, 'compute/child');
  const pids = compute === undefined ? [pid] : [pid, compute];
  await page.mouse.move(5, 5);
  await page.waitForTimeout(3000);
  const before = pids.map(cpuMilliseconds);
  await page.waitForTimeout(10_000);
  const used = pids.map((one, i) => cpuMilliseconds(one) - before[i]);
  return { used, memory: pids.map(one => megabytes([one])) };
}

function printIdle({ used, memory }: { used: number[]; memory: number[] }) {
  const names = ['main process', 'compute process'];
  printFigures('Left alone for ten seconds with a photo open', [
    ...used.map((value, i) => ({ name: `${names[i]}: processor`, values: [value], unit: 'ms' })),
    ...memory.map((value, i) => ({ name: `${names[i]}: memory`, values: [value], unit: 'MB' })),
  ]);
}

async function measureEndurance(program: Program) {
  await leaveOutBlur(program.page);
  await chooseTool(program.page, 'Keep');
  const { strokes, steps, memory } = await endure(program, childNamed(process.pid, 'chromium')!, {
    strokes: STROKES,
    steps: STEPS,
  });
  const kinds = ['heap', 'mainHeap', 'main', 'compute', 'browser'] as const;
  const one = (name: string, value: number, unit = 'ms', digits = 0): Figure => ({
    name,
    values: [value],
    unit,
    digits,
  });
  printFigures(`${STROKES} strokes, then ${STEPS} steps of undo and redo`, [
    one('release to refined matte: the first 20', strokes.first),
    one('release to refined matte: the last 20', strokes.last),
    one('undo: script of the first 20', steps.first, 'ms', 2),
    one('undo: script of the last 20', steps.last, 'ms', 2),
  ]);
  for (const kind of kinds) {
    const [before, drawn, stepped] = memory.map(state => `${state[kind].toFixed(1)} MB`);
    console.log(`  ${`memory, ${kind}`.padEnd(58)}${before} → ${drawn} → ${stepped}`);
  }
}

const { photo, folder } = await makePictures();
const another = join(folder, 'bench-photos');
mkdirSync(another, { recursive: true });
const built: Built = { program: buildProgram(), window: await buildWindow() };

console.log(
  `${cpus()[0].model}, ${availableParallelism()} cores, Node ${process.versions.node}; ${RUNS} runs`,
);
console.log(`Load of the machine at the start: ${loadavg()[0].toFixed(1)}`);
const engines = enginesHere();
if (wants('open')) for (const engine of engines) printOpenings(engine, await measureOpenings(engine));
if (wants('stall'))
  for (const engine of engines)
    for (const drawing of ['behind', 'beside'] as const)
      printStalls(engine, drawing, await measureStalls(engine, drawing));
if (wants('hand')) await withPhoto(engines[0], measureHands);
if (wants('endure')) await withPhoto(engines[0], measureEndurance);
const { gzipped, fonts } = bundleSize(built.window);
printFigures('Bundle', [
  { name: 'gzipped: page, scripts, styles', values: [gzipped], unit: 'kB', aim: 300 },
  { name: 'typeface, as it is', values: [fonts], unit: 'kB' },
]);
console.log(`\nLoad of the machine at the end: ${loadavg()[0].toFixed(1)}`);
