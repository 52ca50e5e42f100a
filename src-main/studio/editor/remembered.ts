import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { type Settings, settingsSchema } from '../../../src-shared/contract/editor/app.ts';
import { type Source, sourceSchema } from '../../../src-shared/contract/editor/channel.ts';
import { readJson, writeJson } from './json-file.ts';

/** What is remembered between runs: settings, and the files that were opened last. */

const MOST_RECENT = 20;

const recentSchema = z.array(z.object({ name: z.string().max(1000), source: sourceSchema })).catch([]);
export type Recent = z.infer<typeof recentSchema>[number];

export class Remembered {
  private readonly settingsFile: string;
  private readonly recentFile: string;
  private readonly isKept: (upload: string) => Promise<boolean>;
  private noting: Promise<void> = Promise.resolve();

  /** @param isKept whether what was handed in is still here */
  constructor(folder: string, isKept: (upload: string) => Promise<boolean>) {
    this.isKept = isKept;
    this.settingsFile = join(folder, 'settings.json');
    this.recentFile = join(folder, 'recent.json');
  }

  /** Damaged or missing parts get their defaults. */
  async settings(): Promise<Settings> {
    const saved = await readJson(this.settingsFile);
    return settingsSchema.parse(typeof saved === 'object' && saved !== null ? saved : {});
  }

  keepSettings = (settings: Settings): Promise<void> => writeJson(this.settingsFile, settings);

  /** The files that were opened last, those that are gone left out; the latest first. */
  async recent(): Promise<Recent[]> {
    await this.noting;
    return this.readRecent();
  }

  /** Nobody need wait for it: the list is read after what was noted before. That it cannot be written is no harm. */
  noteOpened(name: string, source: Source): void {
    if (source.kind === 'sample') return;
    this.noting = this.noting.then(() => this.writeRecent(name, source)).catch(() => undefined);
  }

  private async readRecent(): Promise<Recent[]> {
    const saved = recentSchema.parse(await readJson(this.recentFile));
    const there = await Promise.all(saved.map(({ source }) => this.isThere(source)));
    return saved.filter((_, at) => there[at]);
  }

  private async isThere(source: Source): Promise<boolean> {
    if (source.kind === 'path') return existsSync(source.path);
    return source.kind === 'sample' || this.isKept(source.upload);
  }

  private async writeRecent(name: string, source: Source): Promise<void> {
    const same = JSON.stringify(source);
    const others = (await this.readRecent()).filter(recent => JSON.stringify(recent.source) !== same);
    await writeJson(this.recentFile, [{ name, source }, ...others].slice(0, MOST_RECENT));
  }
}
