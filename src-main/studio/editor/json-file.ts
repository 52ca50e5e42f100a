import { readFile, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { writeAtomically } from '../../photo/atomic.ts';
import { makeOutputFolder } from '../output-folder.ts';

/** For the user's eyes only. */
export const PRIVATE = { mode: 0o600 } as const;

/** For what is nobody else's. @throws PortraitError output-not-writable, output-disk-full */
export const makePrivateFolder = (folder: string): Promise<void> => makeOutputFolder(folder, 0o700);

/** Writes under way, so that two of one file do not pass each other. */
const writing = new Map<string, Promise<void>>();

/** Reads JSON back; undefined when there is none, or when it is damaged. */
export async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch {
    return undefined;
  }
}

/** Writes JSON, whole or not at all, after what was asked to be written to the same file before. */
export function writeJson(path: string, value: unknown): Promise<void> {
  return inOrder(path, async () => {
    await makePrivateFolder(dirname(path));
    const text = `${JSON.stringify(value)}\n`;
    await writeAtomically(path, { overwrite: true }, temporary => writeFile(temporary, text, PRIVATE));
  });
}

/** Until everything that was asked to be written is. */
export const allWritten = async (): Promise<void> => {
  await Promise.allSettled(writing.values());
};

export const removeJson = (path: string): Promise<void> => inOrder(path, () => rm(path, { force: true }));

function inOrder(path: string, work: () => Promise<void>): Promise<void> {
  const mine = (writing.get(path) ?? Promise.resolve()).catch(() => undefined).then(work);
  writing.set(path, mine);
  const forget = () => writing.get(path) === mine && writing.delete(path);
  mine.then(forget, forget);
  return mine;
}
