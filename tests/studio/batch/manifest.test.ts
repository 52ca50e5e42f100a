import { appendFileSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Manifest, MANIFEST_FOLDER } from '../../../src-main/studio/batch/manifest.ts';
import { temporaryFolder } from '../../making/folder.ts';

const root = temporaryFolder();
let count = 0;
const fresh = () => join(root, `out-${++count}`);
const files = (out: string) => readdirSync(join(out, MANIFEST_FOLDER)).sort();

const done = { result: 'sub/a.jpg', photo: 'p', recipe: 'r', sum: 's' };

async function written(out: string): Promise<void> {
  const manifest = await Manifest.open(out);
  await manifest.begin('sub/a.jpg');
  await manifest.finish(done);
  await manifest.begin('b.jpg');
  await manifest.close();
}

describe('the manifest', () => {
  it('knows results by all of their sums, and what was only begun by its name', async () => {
    const out = fresh();
    await written(out);
    const manifest = await Manifest.open(out);
    expect(manifest.isDone(done)).toBe(true);
    for (const other of [{ photo: 'x' }, { recipe: 'x' }, { sum: 'x' }, { result: 'x' }])
      expect(manifest.isDone({ ...done, ...other })).toBe(false);
    expect(['sub/a.jpg', 'b.jpg', 'c.jpg'].map(manifest.isOwn)).toEqual([true, true, false]);
    await manifest.close();
    expect(files(out), 'a run that does nothing leaves nothing').toHaveLength(1);
  });

  it('outlives a line that was cut off, and lines that are none', async () => {
    const out = fresh();
    await written(out);
    const path = join(out, MANIFEST_FOLDER, files(out)[0]);
    appendFileSync(path, 'null\n{"result":3}\n{"begun":"half');
    const manifest = await Manifest.open(out);
    expect(manifest.isDone(done)).toBe(true);
    expect(manifest.isOwn('half')).toBe(false);
  });

  it('of several runs at once, each writes its own file, and later ones know of all', async () => {
    const out = fresh();
    const shards = [1, 2, 3].map(index => ({ index, count: 3 }));
    const runs = await Promise.all([...shards, shards[0]].map(shard => Manifest.open(out, shard)));
    await Promise.all(
      runs.flatMap((run, i) => Array.from({ length: 50 }, (_, k) => run.begin(`${i}-${k}.jpg`))),
    );
    await Promise.all(runs.map(run => run.close()));
    expect(files(out).map(name => name.replace(/-[0-9a-f]{12}/, ''))).toEqual([
      'shard-1-of-3.jsonl',
      'shard-1-of-3.jsonl',
      'shard-2-of-3.jsonl',
      'shard-3-of-3.jsonl',
    ]);
    const later = await Manifest.open(out);
    for (let i = 0; i < 4; i++) expect(later.isOwn(`${i}-49.jpg`)).toBe(true);
  });

  it('says in whose way it is', async () => {
    const out = fresh();
    await written(out);
    const path = join(out, MANIFEST_FOLDER, files(out)[0]);
    await expect(Manifest.open(path)).rejects.toMatchObject({ code: 'output-not-writable' });
    expect(readFileSync(path, 'utf8')).toMatch(/\n$/);
  });
});
