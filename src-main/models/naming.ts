import { pascalLabels } from '../inference/pascal-labels.ts';
import type { CatalogueEntry } from './catalogue.ts';
import { importedEntries } from './imported.ts';
import { findModel, type InstalledModel } from './store.ts';

/** The network that names things. */
const NAMING = 'deeplab';

/** Whether a network that was imported can name things in its place: a frozen graph with the same classes. */
export const canName = ({ format, output }: CatalogueEntry): boolean =>
  format === 'frozen-graph' &&
  output.labels?.length === pascalLabels.length &&
  pascalLabels.every((label, i) => output.labels?.[i] === label);

/** DeepLab, or what was imported that can stand in for it; undefined where neither is here and whole. */
export async function namingModel(): Promise<InstalledModel | undefined> {
  const usable = (name: string) => findModel(name).catch(() => undefined);
  const own = await usable(NAMING);
  if (own) return own;
  for (const { name } of (await importedEntries()).filter(canName)) {
    const found = await usable(name);
    if (found) return found;
  }
  return undefined;
}
