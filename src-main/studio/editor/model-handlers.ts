import { existsSync } from 'node:fs';
import { constants, copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Request } from '../../../src-shared/contract/editor/channels.ts';
import type { ModelFacts, ModelsAnswer } from '../../../src-shared/contract/editor/models.ts';
import {
  canName,
  isPlainName,
  listModels,
  type ModelListing,
  pullModel,
  removeModel,
  shippedRoot,
  userRoot,
  verifyModel,
} from '../../models/index.ts';
import { importNetwork } from '../import-network.ts';
import type { Caller } from './caller.ts';
import type { Desk } from './desk.ts';
import type { HandlersOf } from './handlers.ts';
import { locate } from './sources.ts';

/** Networks: which there are, fetching, importing, verifying and removing them. */
export const modelHandlers = (desk: Desk): HandlersOf<'models.'> => ({
  'models.list': () => answer(desk),
  'models.pull': (request, caller) => pull(desk, request, caller),
  async 'models.import'(request) {
    const name = await importFrom(desk, request);
    return { ...(await answer(desk)), name };
  },
  'models.verify': () => verifyAll(desk),
  async 'models.remove'({ name }) {
    await removeModel(name);
    return answer(desk);
  },
});

async function answer({ studio }: Desk): Promise<ModelsAnswer> {
  // A list without the engine is better than none.
  const engine = studio.compute.call('engine', {}).catch(() => undefined);
  const models = (await listModels()).map(factsOf);
  return { models, engine: await engine };
}

function factsOf({ entry, state, copy }: ModelListing): ModelFacts {
  const { name, title, purpose, licence, origin, bytes, source } = entry;
  return {
    ...{ name, title, bytes, origin, state },
    purpose: source.kind === 'file' ? source.file : purpose,
    licence: licence === 'unknown' ? undefined : licence,
    problems: copy?.problems ?? [],
    shipped: existsSync(join(shippedRoot(), name)),
    removable: existsSync(join(userRoot(), name)),
    known: source.kind !== 'file',
    canName: source.kind === 'file' && canName(entry),
  };
}

async function pull(desk: Desk, { name, job }: Request<'models.pull'>, caller: Caller) {
  await desk.jobs.follow(caller, job, ({ signal, onProgress }) =>
    pullModel(name, {
      signal,
      onProgress: (stage, share = 0) => {
        if (stage !== 'look') onProgress({ stage, share: stage === 'install' ? 1 : share });
      },
    }),
  );
  return answer(desk);
}

async function importFrom(desk: Desk, { source, beside = [] }: Request<'models.import'>): Promise<string> {
  const { studio } = desk;
  const { path, name } = await locate(source, desk);
  if (source.kind !== 'upload') return (await importNetwork(studio, { path })).name;
  const parts = beside.filter(part => isPlainName(part.name) && part.name !== name);
  const others = parts.map(async part => ({ name: part.name, path: (await locate(part.source, desk)).path }));
  const files = [{ name, path }, ...(await Promise.all(others))];
  return underTheirNames(files, async folder => {
    const imported = await importNetwork(studio, { path: join(folder, name) });
    return imported.name;
  });
}

/** The name says what kind of file it is, and what the network is to be called: what was handed in has lost it. */
async function underTheirNames<T>(
  files: readonly { readonly name: string; readonly path: string }[],
  work: (folder: string) => Promise<T>,
): Promise<T> {
  const scratch = await mkdtemp(join(tmpdir(), 'portrait-import-'));
  try {
    for (const { name, path } of files) await copyFile(path, join(scratch, name), constants.COPYFILE_FICLONE);
    return await work(scratch);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** The list, with what reading every file has found. */
async function verifyAll(desk: Desk): Promise<ModelsAnswer> {
  const listed = await answer(desk);
  const models = listed.models.map(async facts => {
    if (facts.state === 'missing') return facts;
    const { state, copies } = await verifyModel(facts.name);
    return { ...facts, state, problems: copies.flatMap(({ problems }) => problems) };
  });
  return { ...listed, models: await Promise.all(models) };
}
