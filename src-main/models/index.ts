/** Networks: which there are, fetching and converting them, and the store that keeps them. Runs none. */
export { catalogueEntry, loadCatalogue, type CatalogueEntry } from './catalogue.ts';
export type { CopyState } from './copy.ts';
export { importModel, type ImportResult, type ImportWish } from './import-model.ts';
export { entryNamed, runningFacts, strayNames } from './imported.ts';
export { installModel } from './install.ts';
export { canName, namingModel } from './naming.ts';
export { packageRoot, programVersion, unpackedFolder } from './package-root.ts';
export { isPlainName } from './plain-name.ts';
export { pullModel, type PullOptions, type PullResult, type PullStage } from './pull.ts';
export { removeModel } from './remove.ts';
export { shippedRoot, storeRoots, userRoot, type Where } from './store-roots.ts';
export {
  findModel,
  listModels,
  mending,
  verifyModel,
  type InstalledModel,
  type ModelListing,
  type StoredCopy,
  type VerifyResult,
} from './store.ts';
export { modelsHere } from './together.ts';
