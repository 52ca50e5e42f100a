import { realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, posix, resolve } from 'node:path';
import type { OutputFormat } from '../../../src-shared/contract/compute.ts';
import { PortraitError } from '../../../src-shared/contract/errors.ts';
import { clash, collisions, resultName } from '../outputs.ts';
import type { FoundPhoto } from './find-photos.ts';
import type { Look } from './recipe.ts';

/** A photo, and where its result goes. */
export interface PlannedPhoto {
  readonly photo: string;
  /** Below the folder that was named, with slashes. */
  readonly name: string;
  /** The result below the folder of the results, with slashes. */
  readonly result: string;
  readonly path: string;
  readonly format: OutputFormat;
  /** Why it must not even begin. */
  readonly refused?: PortraitError;
}

export interface PlanWish {
  readonly out: string;
  readonly look: Pick<Look, 'format' | 'show' | 'edit'>;
  /** Whether the results' folder takes two names that differ in case, or in how Unicode writes them, for one. */
  readonly foldsCase: boolean;
}

/**
 * Gives each photo a name in the folder of the results, structure and all. Where two want one name, the first has it;
 * what would be written over a photo is refused.
 */
export async function planBatch(
  found: readonly FoundPhoto[],
  { out, look, foldsCase }: PlanWish,
): Promise<PlannedPhoto[]> {
  const lossless = look.show === 'mask' || (look.show === 'result' && isTransparent(look));
  const planned = found.map(({ path, name }): PlannedPhoto => {
    const own = resultName(name, { format: look.format, lossless });
    const result = posix.join(posix.dirname(name), own.name);
    return { photo: path, name, result, path: resolve(join(out, result)), format: own.format };
  });
  const clashing = collisions(planned, foldsCase ? folded : undefined);
  const sources = await realPathsOf(found);
  const place = await realpath(out);
  return planned.map(each => {
    if (sources.has(join(place, each.result))) return { ...each, refused: overItself(each) };
    return clashing.has(each) ? { ...each, refused: clash(each) } : each;
  });
}

const isTransparent = ({ edit }: Pick<Look, 'edit'>): boolean => edit.background.kind === 'transparent';

const folded = (path: string): string => path.normalize('NFC').toLowerCase();

/** Where the photos really are: a folder of theirs may have two names. */
async function realPathsOf(found: readonly FoundPhoto[]): Promise<Set<string>> {
  const folders = new Map<string, Promise<string>>();
  const realFolder = (folder: string) => {
    const known = folders.get(folder) ?? realpath(folder).catch(() => folder);
    folders.set(folder, known);
    return known;
  };
  const paths = found.map(async ({ path }) => join(await realFolder(dirname(path)), basename(path)));
  return new Set(await Promise.all(paths));
}

const overItself = ({ photo, path }: PlannedPhoto) =>
  new PortraitError(
    'output-collision',
    `${photo} would be written over a photo at ${path}: name another folder with -o.`,
  );

/** Whether the folder that holds this one takes two names that differ in case for one. @param folder its name has letters */
export async function foldsCase(folder: string): Promise<boolean> {
  const other = join(dirname(folder), basename(folder).toUpperCase());
  const [mine, yours] = await Promise.all([folder, other].map(path => stat(path).catch(() => undefined)));
  return mine !== undefined && yours !== undefined && mine.ino === yours.ino && mine.dev === yours.dev;
}
