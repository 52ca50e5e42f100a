import { describe, expect, it } from 'vitest';
import { isInShard } from '../../../src-main/studio/batch/shard.ts';

const names = Array.from({ length: 2000 }, (_, i) => `album ${i % 7}/IMG_${i}.jpg`);
const shardsOf = (name: string, count: number) =>
  Array.from({ length: count }, (_, i) => i + 1).filter(index => isInShard(name, { index, count }));

describe('shards', () => {
  it.each([1, 2, 3, 8])('%i of them hold every photo once, in about equal parts', count => {
    const sizes = new Map<number, number>();
    for (const name of names) {
      const mine = shardsOf(name, count);
      expect(mine).toHaveLength(1);
      sizes.set(mine[0], (sizes.get(mine[0]) ?? 0) + 1);
    }
    for (const size of sizes.values()) expect(Math.abs(size * count - names.length)).toBeLessThan(400);
  });

  it('never change: these are written down', () => {
    expect(['a.jpg', 'b.jpg', 'sub/a.jpg', '사진.jpg'].map(name => shardsOf(name, 5)[0])).toEqual([
      1, 5, 5, 5,
    ]);
  });

  it('take the two ways in which systems write a letter for one', () => {
    for (const name of ['café.jpg', '사진.jpg'])
      expect(shardsOf(name.normalize('NFD'), 97)).toEqual(shardsOf(name.normalize('NFC'), 97));
  });
});
