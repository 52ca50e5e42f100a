import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { entrySchema, type CatalogueEntry } from './catalogue.ts';
import { importerVersion } from './import/version.ts';
import { rememberedSum } from './remembered-sum.ts';

/** `outdated`: whole, but of another source file or another importer than this program has. */
export type CopyState = 'ok' | 'outdated' | 'damaged' | 'missing';

/**
 * How closely to look: `sizes` takes no time; `sums-once` hashes every file that this process has not hashed since it
 * last changed; `sums` reads every byte again.
 */
export type Scrutiny = 'sizes' | 'sums-once' | 'sums';

/** One network in one store. */
export interface ModelCopy {
  readonly folder: string;
  readonly state: CopyState;
  /** One clause for each thing that is wrong; empty when the state is ok or missing. */
  readonly problems: readonly string[];
}

const fileRecord = z.strictObject({ bytes: z.number(), sha256: z.string() });

/** What `installed.json` says of the files beside it. */
export const installedSchema = z.strictObject({
  name: z.string(),
  /** Sum of the source file. */
  sha256: z.string(),
  importer: z.number(),
  files: z.strictObject({ 'model.json': fileRecord, 'weights.bin': fileRecord }),
  /** All that is known of a network that no catalogue lists. */
  imported: entrySchema.optional(),
});

export type Installed = z.infer<typeof installedSchema>;

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Looks at a network in one store. */
export async function inspectCopy(
  entry: CatalogueEntry,
  root: string,
  scrutiny: Scrutiny = 'sizes',
): Promise<ModelCopy> {
  const folder = join(root, entry.name);
  const exists = await stat(folder).then(
    found => found.isDirectory(),
    () => false,
  );
  if (!exists) return { folder, state: 'missing', problems: [] };
  const installed = await readInstalled(folder);
  if (installed === undefined)
    return { folder, state: 'damaged', problems: ['installed.json does not read'] };
  const outdated = outdatedBecause(entry, installed);
  if (outdated.length > 0) return { folder, state: 'outdated', problems: outdated };
  const problems = await damageOf(folder, installed, scrutiny);
  return { folder, state: problems.length > 0 ? 'damaged' : 'ok', problems };
}

export async function readInstalled(folder: string): Promise<Installed | undefined> {
  try {
    const json: unknown = JSON.parse(await readFile(join(folder, 'installed.json'), 'utf8'));
    return installedSchema.safeParse(json).data;
  } catch {
    return undefined;
  }
}

const outdatedBecause = (
  entry: CatalogueEntry,
  { sha256: sum, importer, name, imported }: Installed,
): string[] => [
  ...(name === entry.name && sum === entry.sha256 ? [] : ['it was made from another file']),
  ...(isDeepStrictEqual(imported ?? entry, entry) ? [] : ['it was imported with other settings']),
  ...(importer === importerVersion ? [] : [`it was made by importer ${importer}, not ${importerVersion}`]),
];

async function damageOf(folder: string, { files }: Installed, scrutiny: Scrutiny): Promise<string[]> {
  const checks = Object.entries(files).map(async ([file, { bytes, sha256: sum }]) => {
    const path = join(folder, file);
    const size = await stat(path).then(
      ({ size }) => size,
      () => undefined,
    );
    if (size === undefined) return [`${file} is missing`];
    if (size !== bytes) return [`${file} has ${size} bytes, not ${bytes}`];
    return scrutiny === 'sizes' || (await sumOf(path, scrutiny)) === sum ? [] : [`${file} was changed`];
  });
  return (await Promise.all(checks)).flat();
}

function sumOf(path: string, scrutiny: 'sums-once' | 'sums'): Promise<string> {
  const read = async () => sha256(await readFile(path));
  return scrutiny === 'sums' ? read() : rememberedSum(path, read);
}
