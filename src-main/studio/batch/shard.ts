import { createHash } from 'node:crypto';

/** One of `count` equal parts of a batch, counted from 1. */
export interface Shard {
  readonly index: number;
  readonly count: number;
}

/**
 * Whether a photo is this shard's. It rests on nothing but the photo's name below its folder: every machine answers
 * alike, whatever the others do and wherever it has the folder.
 *
 * @param name with slashes; letters that Unicode can write in two ways count as the same
 */
export function isInShard(name: string, { index, count }: Shard): boolean {
  const hash = createHash('sha256').update(name.normalize('NFC')).digest();
  return hash.readUIntBE(0, 6) % count === index - 1;
}
