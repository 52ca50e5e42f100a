import { randomBytes } from 'node:crypto';
import { type FileHandle, open, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { outputError } from '../../photo/atomic.ts';
import { makeOutputFolder } from '../output-folder.ts';
import type { Shard } from './shard.ts';

/**
 * What is known of the results in a folder. It lies in a folder of its own beside them; each run appends lines to a file
 * that nobody else writes, so that several runs, on several machines, never meet. Every line says something that can be
 * checked against the files themselves: no order and no clock matters, and a line that was cut off is merely not there.
 */
export const MANIFEST_FOLDER = '.portrait-batch';

const line = z.union([
  z.object({
    result: z.string(),
    /** SHA-256 of the photo, of the recipe, and of the result that they gave. */
    photo: z.string(),
    recipe: z.string(),
    sum: z.string(),
  }),
  /** A result that may be there without a line of its own, because the run ended at the wrong moment. */
  z.object({ begun: z.string() }),
]);

export interface DoneResult {
  readonly result: string;
  readonly photo: string;
  readonly recipe: string;
  readonly sum: string;
}

export class Manifest {
  private readonly done = new Set<string>();
  private readonly own = new Set<string>();
  private readonly path: string;
  private file: Promise<FileHandle> | undefined;
  private turn: Promise<unknown> = Promise.resolve();

  private constructor(path: string) {
    this.path = path;
  }

  /** Reads what all runs so far have left in a folder of results. @throws PortraitError as makeOutputFolder */
  static async open(out: string, shard?: Shard): Promise<Manifest> {
    const folder = join(out, MANIFEST_FOLDER);
    await makeOutputFolder(folder);
    const run = shard ? `shard-${shard.index}-of-${shard.count}` : 'run';
    const manifest = new Manifest(join(folder, `${run}-${randomBytes(6).toString('hex')}.jsonl`));
    const names = (await readdir(folder)).filter(name => name.endsWith('.jsonl'));
    for (const name of names) manifest.read(await readFile(join(folder, name), 'utf8'));
    return manifest;
  }

  /** Whether a run has made this result, as it is now, from this photo. */
  isDone = (result: DoneResult): boolean => this.done.has(keyOf(result));

  /** Whether a run has made, or begun to make, a result of this name. */
  isOwn = (result: string): boolean => this.own.has(result);

  /** @throws PortraitError output-disk-full, output-not-writable; of this and of what follows */
  async begin(result: string): Promise<void> {
    this.own.add(result);
    await this.append({ begun: result });
  }

  async finish(result: DoneResult): Promise<void> {
    this.done.add(keyOf(result));
    await this.append(result);
  }

  async close(): Promise<void> {
    await this.turn;
    await (await this.file)?.close();
  }

  private read(text: string) {
    for (const found of text.split('\n').map(parsed)) {
      if (!found) continue;
      this.own.add('begun' in found ? found.begun : found.result);
      if (!('begun' in found)) this.done.add(keyOf(found));
    }
  }

  /** On the disk when it returns; one line after the other. */
  private append(value: z.infer<typeof line>): Promise<void> {
    const mine = this.turn.then(async () => {
      try {
        const file = await (this.file ??= open(this.path, 'ax'));
        await file.appendFile(`${JSON.stringify(value)}\n`);
        await file.datasync();
      } catch (error) {
        throw outputError(this.path, error);
      }
    });
    this.turn = mine.catch(() => undefined);
    return mine;
  }
}

const keyOf = ({ result, photo, recipe, sum }: DoneResult): string => [result, photo, recipe, sum].join('\n');

function parsed(text: string): z.infer<typeof line> | undefined {
  try {
    return line.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
