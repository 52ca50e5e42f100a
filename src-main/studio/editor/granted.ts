import { join, resolve } from 'node:path';
import type { Source } from '../../../src-shared/contract/editor/channel.ts';
import { PortraitError } from '../../../src-shared/contract/errors.ts';
import type { Edit } from '../../../src-shared/edit/schema.ts';
import type { Remembered } from './remembered.ts';
import { samples } from './sources.ts';
import type { Uploads } from './uploads.ts';

interface GrantedParts {
  /** The door has dialogs of the system and real paths of what is dropped: the person names files through the page. */
  readonly anywhere: boolean;
  /** Named when the program was started. */
  readonly opened: readonly Source[];
  readonly remembered: Remembered;
  readonly uploads: Uploads;
  readonly samples: string;
}

/**
 * The files that a page may name by their paths. In a browser a person can hand in bytes, but no path: there, a path is
 * only what the program itself has told the page.
 */
export class Granted {
  private readonly parts: GrantedParts;
  private readonly fixed: ReadonlySet<string>;

  constructor(parts: GrantedParts) {
    this.parts = parts;
    const opened = parts.opened.flatMap(source => (source.kind === 'path' ? resolve(source.path) : []));
    this.fixed = new Set([...opened, ...samples.map(({ file }) => join(parts.samples, file))]);
  }

  /** @throws PortraitError usage when the page cannot have the path from this program */
  async require(path: string): Promise<void> {
    if (this.parts.anywhere || (await this.isKnown(resolve(path)))) return;
    throw new PortraitError(
      'usage',
      'This page may open only files that were handed to it: choose the file again.',
    );
  }

  /** @throws PortraitError usage when the edit names a picture that the page may not */
  async requireBackdrop({ background }: Edit): Promise<void> {
    if (background.kind === 'picture') await this.require(background.path);
  }

  private async isKnown(path: string): Promise<boolean> {
    if (this.fixed.has(path) || this.parts.uploads.idOf(path) !== undefined) return true;
    const recent = await this.parts.remembered.recent();
    return recent.some(({ source }) => source.kind === 'path' && resolve(source.path) === path);
  }
}
