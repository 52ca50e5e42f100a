import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Edit } from '../../../src-shared/edit/schema.ts';
import { repairEdit } from '../../../src-shared/edit/repair.ts';
import { readJson, removeJson, writeJson } from './json-file.ts';
import type { Uploads } from './uploads.ts';

/** Edits under way, one file a photo, so that a crash loses a second at most. */
export class KeptEdits {
  readonly folder: string;
  private readonly uploads: Uploads;

  constructor(folder: string, uploads: Uploads) {
    this.folder = folder;
    this.uploads = uploads;
  }

  /** What a photo's edit is kept under: the content of one that was handed in, else place, size and time. */
  async keyOf(path: string): Promise<string> {
    const upload = this.uploads.idOf(path);
    const found = upload === undefined ? await stat(path) : undefined;
    const identity = upload ?? `${path}\n${found?.size ?? 0}\n${found?.mtimeMs ?? 0}`;
    return createHash('sha256').update(identity).digest('hex');
  }

  keep = (key: string, edit: Edit): Promise<void> => writeJson(this.fileOf(key), edit);

  forget = (key: string): Promise<void> => removeJson(this.fileOf(key));

  /** The edit that was under way, repaired where it is damaged. */
  async recover(key: string): Promise<Edit | undefined> {
    return repairEdit(await readJson(this.fileOf(key)))?.edit;
  }

  private fileOf(key: string): string {
    return join(this.folder, `${key}.json`);
  }
}
