/**
 * Many photos: found in folders, done as many at once as memory allows, skipped where they are done. Knows no argv; what
 * it keeps beside the results is its manifest.
 */
export { runBatch, type BatchFollowing, type BatchWish } from './batch.ts';
export type { Look } from './recipe.ts';
export type { Shard } from './shard.ts';
