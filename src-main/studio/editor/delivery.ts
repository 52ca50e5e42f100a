import { basename, dirname, join } from 'node:path';
import type { Warning } from '../../../src-shared/contract/compute.ts';
import type { Delivery } from '../../../src-shared/contract/editor/export.ts';
import type { Desk } from './desk.ts';

export interface Delivered {
  /** File name to begin with. */
  readonly name: string;
  /** Where it goes without asking. */
  readonly path?: string | undefined;
}

type Write = (path: string) => Promise<{ readonly bytes: number; readonly warnings: readonly Warning[] }>;

/** Writes a file where the person says; in a browser, to where the page fetches it from. */
export async function deliver(desk: Desk, wish: Delivered, write: Write): Promise<Delivery> {
  return desk.dialogs ? deliverToPath(desk, wish, write) : deliverToPage(desk, wish.name, write);
}

async function deliverToPath({ dialogs, exported }: Desk, { name, path: given }: Delivered, write: Write) {
  const suggestion = exported.folder === undefined ? name : join(exported.folder, name);
  const path = given ?? (await dialogs?.chooseSave(suggestion));
  if (path === undefined) return { name, bytes: 0, warnings: [], dismissed: true as const };
  const { bytes, warnings } = await write(path);
  exported.folder = dirname(path);
  return { name: basename(path), bytes, path, warnings };
}

async function deliverToPage({ downloads }: Desk, name: string, write: Write): Promise<Delivery> {
  const { token, path } = await downloads.place();
  const { bytes, warnings } = await write(path);
  return { name, bytes, download: downloads.offer(token, name), warnings };
}
