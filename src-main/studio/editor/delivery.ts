import { existsSync } from 'node:fs';
import { basename, dirname, join, parse } from 'node:path';
import type { Warning } from '../../../src-shared/contract/compute.ts';
import type { Delivery } from '../../../src-shared/contract/editor/export.ts';
import type { Desk } from './desk.ts';

export interface Delivered {
  /** File name to begin with. */
  readonly name: string;
  /** Where it goes without asking. */
  readonly path?: string | undefined;
  /** Goes without asking to where the last file went, under a name that is free there. */
  readonly beside?: boolean;
}

type Write = (path: string) => Promise<{ readonly bytes: number; readonly warnings: readonly Warning[] }>;

/** Writes a file where the person says; in a browser, to where the page fetches it from. */
export async function deliver(desk: Desk, wish: Delivered, write: Write): Promise<Delivery> {
  return desk.dialogs ? deliverToPath(desk, wish, write) : deliverToPage(desk, wish.name, write);
}

async function deliverToPath({ dialogs, exported }: Desk, wish: Delivered, write: Write) {
  const { folder } = exported;
  const free = wish.beside && folder !== undefined ? freePath(folder, wish.name) : undefined;
  const suggestion = folder === undefined ? wish.name : join(folder, wish.name);
  const path = wish.path ?? free ?? (await dialogs?.chooseSave(suggestion));
  if (path === undefined) return { name: wish.name, bytes: 0, warnings: [], dismissed: true as const };
  const { bytes, warnings } = await write(path);
  exported.folder = dirname(path);
  return { name: basename(path), bytes, path, warnings };
}

/** The name itself, or with the first number that is free. @returns undefined when the folder is gone */
function freePath(folder: string, name: string): string | undefined {
  if (!existsSync(folder)) return undefined;
  const { name: stem, ext } = parse(name);
  for (let count = 1; ; count++) {
    const path = join(folder, count === 1 ? name : `${stem} ${count}${ext}`);
    if (!existsSync(path)) return path;
  }
}

async function deliverToPage({ downloads }: Desk, name: string, write: Write): Promise<Delivery> {
  const { token, path } = await downloads.place();
  const { bytes, warnings } = await write(path);
  return { name, bytes, download: downloads.offer(token, name), warnings };
}
