import { writeFile } from 'node:fs/promises';
import path, { dirname, parse, type PlatformPath, resolve } from 'node:path';
import type { Source } from '../../../src-shared/contract/editor/channel.ts';
import type { Request } from '../../../src-shared/contract/editor/channels.ts';
import { PortraitError } from '../../../src-shared/contract/errors.ts';
import { type Repaired, repairEdit } from '../../../src-shared/edit/repair.ts';
import type { Edit } from '../../../src-shared/edit/schema.ts';
import { readNamed } from '../../files/read-named.ts';
import { writeAtomically } from '../../photo/atomic.ts';
import { deliver } from './delivery.ts';
import type { Desk } from './desk.ts';
import type { HandlersOf } from './handlers.ts';
import { locate } from './sources.ts';

/** Edits: kept while they are under way, saved and opened as files. */
export const editHandlers = (desk: Desk): HandlersOf<'edit.'> => ({
  async 'edit.keep'({ photo, edit }) {
    await desk.edits.keep(desk.photos.get(photo).editKey, edit);
    return null;
  },
  async 'edit.forget'({ photo }) {
    await desk.edits.forget(desk.photos.get(photo).editKey);
    return null;
  },
  'edit.save': request => saveEdit(desk, request),
  'edit.open': ({ source }) => openEdit(desk, source),
});

const saveEdit = (desk: Desk, { photo, edit }: Request<'edit.save'>) => {
  const name = `${parse(desk.photos.get(photo).name).name}.portrait.json`;
  return deliver(desk, { name }, async place => {
    const text = `${JSON.stringify(edit, undefined, 2)}\n`;
    await writeAtomically(place, { overwrite: true }, temporary => writeFile(temporary, text));
    return { bytes: Buffer.byteLength(text), warnings: [] };
  });
};

async function openEdit(desk: Desk, source: Source): Promise<Repaired> {
  const located = await locate(source, desk);
  return readEdit(located.path, located.name);
}

/** More than ten thousand long strokes take. */
const MOST_BYTES = 100e6;

/**
 * Reads an edit that was saved, repaired where it is damaged. A backdrop that it names without a folder is looked for
 * beside it.
 * @throws PortraitError edit-not-an-edit
 */
export async function readEdit(file: string, name: string): Promise<Repaired> {
  const read = repairEdit(await parseFile(file, name));
  if (!read) throw noEdit(name, 'it does not hold an edit');
  return { ...read, edit: withAbsolutePath(read.edit, dirname(resolve(file))) };
}

async function parseFile(file: string, name: string): Promise<unknown> {
  try {
    return JSON.parse((await readNamed(file, MOST_BYTES)).toString('utf8'));
  } catch (error) {
    const reason = error instanceof SyntaxError ? 'it is not JSON' : 'it cannot be read';
    throw noEdit(name, reason);
  }
}

const noEdit = (name: string, reason: string) =>
  new PortraitError(
    'edit-not-an-edit',
    `"${name}" cannot be opened as an edit, ${reason}; choose one that was saved here.`,
  );

function withAbsolutePath(edit: Edit, folder: string): Edit {
  const { background } = edit;
  if (background.kind !== 'picture') return edit;
  return { ...edit, background: { ...background, path: besideEdit(folder, background.path) } };
}

/**
 * A picture that an edit names, as a full path. Windows would knock at any machine that a stranger's edit names, and
 * show it who asks: of another machine only the name is kept, and looked for beside the edit.
 *
 * @param paths Node's, of the system that is meant
 */
export function besideEdit(folder: string, picture: string, paths: PlatformPath = path): string {
  const found = paths.resolve(folder, picture);
  const isElsewhere = /^[\\/]{2}/.test(found) && paths.parse(found).root !== paths.parse(folder).root;
  return isElsewhere ? paths.join(folder, paths.basename(found)) : found;
}
