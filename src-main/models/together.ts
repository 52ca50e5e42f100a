import { namingModel } from './naming.ts';
import { findModel, type InstalledModel } from './store.ts';

/**
 * The networks that look at a photo together, where they are installed: one that is fetched or removed meanwhile changes
 * what is found.
 */
export async function modelsHere(): Promise<readonly InstalledModel[]> {
  const usable = (name: string) => findModel(name).catch(() => undefined);
  const found = await Promise.all([usable('u2netp'), namingModel(), usable('selfie')]);
  return found.filter(model => model !== undefined);
}
