import type { Command } from 'commander';
import {
  catalogueEntry,
  listModels,
  loadCatalogue,
  pullModel,
  type PullStage,
  shippedRoot,
  verifyModel,
} from '../models/index.ts';
import type { Noting } from './program.ts';
import { type ProgressBar, progressBar } from './progress-bar.ts';

/** `portrait models list | pull NAME | verify [NAME]` */
export function addModelsCommands(program: Command, noting: Noting, signal: AbortSignal) {
  const models = program.command('models').description('the networks: what there is, fetch, verify');
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
  models
    .command('verify')
    .description('read every file of the installed networks again and compare the sums')
    .argument('[name]', 'one network; all of them when left out')
    .action(noting(verify));
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
  `${name.padEnd(10)} ${state.padEnd(10)} ${(bytes / 1e6).toFixed(1)} MB  ${licence}  ${purpose}` +
  (folder === undefined ? '' : `\n           ${folder}`);

interface PullWish {
  readonly shipped?: true;
}

async function pull(name: string, { shipped }: PullWish, signal: AbortSignal): Promise<boolean> {
  const bar = progressBar(process.stderr, 1);
  try {
    const { status, folder } = await pullModel(name, {
      signal,
      ...(shipped && { root: shippedRoot() }),
      onProgress: tellProgress(name, bar),
    });
    bar.clear();
    const done = status === 'installed' ? 'installed in' : 'is there already, whole, in';
    process.stderr.write(`${name} ${done} ${folder}\n`);
    return true;
  } finally {
    bar.clear();
  }
}

/** A line where the length is not known, a bar where it is. */
function tellProgress(name: string, bar: ProgressBar) {
  const { title, bytes } = catalogueEntry(name);
  const size = `${(bytes / 1e6).toFixed(1)} MB`;
  return (stage: PullStage, share?: number) => {
    if (stage !== 'fetch') return;
    if (share === undefined) process.stderr.write(`Fetching ${title}, ${size} …\n`);
    else bar.show(0, share, `${title}, ${(share * 100).toFixed(0)} % of ${size}`);
  };
}

async function verify(name: string | undefined): Promise<boolean> {
  const names = name === undefined ? loadCatalogue().map(entry => entry.name) : [name];
  const results = await Promise.all(names.map(verifyModel));
  for (const { name, state, copies } of results) {
    const problems = copies.flatMap(copy => copy.problems);
    const mend = state === 'ok' ? '' : `: run "portrait models pull ${name}"`;
    process.stdout.write(
      `${name} ${state}${problems.length > 0 ? ` (${problems.join('; ')})` : ''}${mend}\n`,
    );
  }
  return results.every(({ state }) => state === 'ok');
}
