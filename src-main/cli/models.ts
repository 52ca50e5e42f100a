import { resolve } from 'node:path';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { PortraitError } from '../../src-shared/contract/errors.ts';
import type { ImportedNetwork } from '../../src-shared/contract/compute.ts';
import { readNamed } from '../files/read-named.ts';
import {
  listModels,
  mending,
  removeModel,
  shippedRoot,
  strayNames,
  verifyModel,
  type VerifyResult,
} from '../models/index.ts';
import { importNetwork, openStudio } from '../studio/index.ts';
import { parseWhole } from './options.ts';
import type { Noting } from './program.ts';
import { megabytes, pullShowing } from './pull-showing.ts';

/** `portrait models list | pull NAME | import FILE | verify [NAME] | remove NAME` */
export function addModelsCommands(program: Command, noting: Noting, signal: AbortSignal) {
  const models = program
    .command('models')
    .description('the networks: what there is, fetch, import, verify, remove');
  models
    .command('list')
    .description('every network, its licence and whether it is installed')
    .option('--json', 'for programs')
    .action(noting(list));
  models
    .command('pull')
    .description('fetch a network, check its sum, convert and install it')
    .argument('<name>')
    .option('--shipped', 'into the program’s own folder (used by npm ci)')
    .action(noting((name: string, options: PullWish) => pull(name, options, signal)));
  addImport(models, noting);
  models
    .command('verify')
    .description('read every file of the installed networks again and compare the sums')
    .argument('[name]', 'one network; all of them when left out')
    .action(noting(verify));
  models
    .command('remove')
    .description('remove a network from your own store; those shipped with the program stay')
    .argument('<name>')
    .action(noting(remove));
}

function addImport(models: Command, noting: Noting) {
  models
    .command('import')
    .description('install a network from a file: one of the catalogue, or any that segments pictures')
    .argument('<file>', '.tflite, .onnx, .pb, .tar.gz with a frozen graph, or model.json of TensorFlow.js')
    .option('--name <name>', 'to call it by; else as the file is called')
    .option('--labels <file>', 'a text file with one line for each class, in the network’s order')
    .addOption(
      new Option('--input-range <min,max>', 'what it is given for black and white, such as -1,1').argParser(
        parseRange,
      ),
    )
    .addOption(
      new Option(
        '--input-size <n>',
        'rows and columns of its input, where the file leaves them open',
      ).argParser(parseWhole('pixels', 16, 4096)),
    )
    .action(noting(importFile));
}

async function list({ json }: { json?: true }): Promise<boolean> {
  const listing = await listModels();
  const rows = listing.map(({ entry, state, copy }) => ({
    name: entry.name,
    title: entry.title,
    purpose: entry.purpose,
    licence: entry.licence,
    bytes: entry.bytes,
    state,
    folder: copy?.folder,
  }));
  if (json) process.stdout.write(`${JSON.stringify({ models: rows }, null, 2)}\n`);
  else for (const row of rows) process.stdout.write(`${describeRow(row)}\n`);
  return true;
}

interface Row {
  name: string;
  purpose: string;
  licence: string;
  bytes: number;
  state: string;
  folder: string | undefined;
}

const describeRow = ({ name, purpose, licence, bytes, state, folder }: Row): string =>
  `${name.padEnd(10)} ${state.padEnd(10)} ${megabytes(bytes)}  ${licence}  ${purpose}` +
  (folder === undefined ? '' : `\n           ${folder}`);

interface PullWish {
  readonly shipped?: true;
}

async function pull(name: string, { shipped }: PullWish, signal: AbortSignal): Promise<boolean> {
  await pullShowing(name, { stderr: process.stderr, signal, ...(shipped && { root: shippedRoot() }) });
  return true;
}

interface ImportOptions {
  readonly name?: string;
  readonly labels?: string;
  readonly inputRange?: [number, number];
  readonly inputSize?: number;
}

async function importFile(file: string, { labels, ...rest }: ImportOptions): Promise<boolean> {
  const named = labels && { labels: await linesOf(labels) };
  const studio = openStudio();
  try {
    const imported = await importNetwork(studio, { path: resolve(file), ...rest, ...named });
    process.stderr.write(`${described(imported)} installed in ${imported.folder}\n`);
    return true;
  } finally {
    studio.close();
  }
}

function described({ name, rows, columns, classes }: ImportedNetwork): string {
  const out = `${classes} ${classes === 1 ? 'class' : 'classes'}`;
  return `${name} (${rows} × ${columns} pixels in, ${out} out)`;
}

/** Bytes of a file of labels. */
const MOST_LABELS = 1e6;

async function linesOf(path: string): Promise<string[]> {
  try {
    const lines = (await readNamed(path, MOST_LABELS)).toString('utf8').split(/\r?\n/);
    return lines.map(line => line.trim()).filter(line => line !== '');
  } catch (cause) {
    throw new PortraitError('usage', `The labels ${path} cannot be read: give another file.`, { cause });
  }
}

/** @throws InvalidArgumentError of commander unless it is two different numbers */
function parseRange(text: string): [number, number] {
  const [low, high, ...more] = text.split(',').map(part => (part.trim() === '' ? NaN : Number(part)));
  if (Number.isFinite(low) && Number.isFinite(high) && low !== high && more.length === 0) return [low, high];
  throw new InvalidArgumentError('Expected two numbers, such as -1,1.');
}

/** @param name without it, all that are installed: one that nobody fetched is no fault */
async function verify(name: string | undefined): Promise<boolean> {
  const names = name === undefined ? await installedNames() : [name];
  const results = await Promise.all(names.map(verifyModel));
  const strays = name === undefined ? await strayNames() : [];
  for (const line of [...results.map(describeState), ...strays.map(describeStray)])
    process.stdout.write(`${line}\n`);
  return strays.length === 0 && results.every(({ state }) => state === 'ok');
}

function describeState({ name, entry, state, copies }: VerifyResult): string {
  const problems = copies.flatMap(copy => copy.problems).join('; ');
  const mend = state === 'ok' ? '' : `: ${mending(entry)}`;
  return `${name} ${state}${problems && ` (${problems})`}${mend}`;
}

const describeStray = (name: string): string =>
  `${name} damaged (installed.json does not say what it is): import its file again, or run "portrait models remove ${name}"`;

async function installedNames(): Promise<string[]> {
  const listing = await listModels();
  return listing.filter(({ state }) => state !== 'missing').map(({ entry }) => entry.name);
}

async function remove(name: string): Promise<boolean> {
  await removeModel(name);
  process.stderr.write(`${name} removed\n`);
  return true;
}
