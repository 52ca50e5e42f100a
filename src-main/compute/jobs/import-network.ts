import type { ImportedNetwork, RequestOf } from '../../../src-shared/contract/compute.ts';
import { importModel } from '../../models/index.ts';

/** Installs a network from a file that somebody brought. @throws PortraitError as importModel does */
export async function importNetwork({ path, ...wish }: RequestOf<'import'>): Promise<ImportedNetwork> {
  const { entry, folder } = await importModel(path, wish);
  const { size: rows, columns = rows } = entry.input;
  return { name: entry.name, folder, rows, columns, classes: entry.output.labels?.length ?? 1 };
}
