import { findModel, type InstalledModel } from './store.ts';

/** The networks that look at a photo together, where they are installed. */
const names = ['u2netp', 'deeplab', 'selfie'] as const;

/** Which of them could be asked now: one that is fetched or removed meanwhile changes what is found. */
export async function modelsHere(): Promise<readonly InstalledModel[]> {
  const found = await Promise.all(names.map(name => findModel(name).catch(() => undefined)));
  return found.filter(model => model !== undefined);
}
