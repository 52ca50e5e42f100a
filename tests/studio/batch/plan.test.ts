import { mkdirSync, symlinkSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { foldsCase, planBatch, type PlanWish } from '../../../src-main/studio/batch/plan.ts';
import { defaultEdit } from '../../../src-shared/edit/schema.ts';
import { put } from '../../making/files.ts';
import { temporaryFolder } from '../../making/folder.ts';

const folder = temporaryFolder();
const out = join(folder, 'out');
mkdirSync(out);

const look: PlanWish['look'] = { show: 'result', edit: defaultEdit() };
const plan = (names: string[], more: Partial<PlanWish> = {}) => {
  const found = names.map(name => ({ path: join(folder, 'in', name), name: name.replace(/^\d:/, '') }));
  return planBatch(found, { out, look, foldsCase: false, ...more });
};
const refusals = async (...call: Parameters<typeof plan>) =>
  (await plan(...call)).map(({ refused }) => refused?.code);

describe('the plan of a batch', () => {
  it('keeps folders and names, and gives what is not written another ending', async () => {
    const planned = await plan(['a.JPG', 'sub/b.gif', 'sub/deep/scan']);
    expect(planned.map(({ result, format }) => [result, format])).toEqual([
      ['a.JPG', 'jpeg'],
      ['sub/b.png', 'png'],
      ['sub/deep/scan.png', 'png'],
    ]);
    expect(planned[1].path).toBe(join(out, 'sub', 'b.png'));
  });

  it('writes what is transparent, or a mask, as PNG', async () => {
    const transparent = { ...look, edit: { ...look.edit, background: { kind: 'transparent' as const } } };
    for (const each of [transparent, { ...look, show: 'mask' as const }])
      expect((await plan(['a.jpg'], { look: each }))[0].result).toBe('a.png');
  });

  it('refuses the second of two photos that want one name', async () => {
    const webp = { ...look, format: 'webp' as const };
    expect(await refusals(['a.jpg', 'a.png', 'b.png'], { look: webp })).toEqual([
      undefined,
      'output-collision',
      undefined,
    ]);
    expect(await refusals(['1:a.jpg', '2:a.jpg'])).toEqual([undefined, 'output-collision']);
  });

  it('takes names that differ in case for one only where the folder does', async () => {
    const names = ['IMG.jpg', 'img.JPG', 'caf\u00e9.jpg', 'cafe\u0301.jpg'];
    expect(await refusals(names)).toEqual([undefined, undefined, undefined, undefined]);
    const wanted = [undefined, 'output-collision', undefined, 'output-collision'];
    expect(await refusals(names, { foldsCase: true })).toEqual(wanted);
  });

  it('asks the folder itself whether case counts there', async () => {
    mkdirSync(join(folder, 'letters'));
    expect(await foldsCase(join(folder, 'letters'))).toBe(false);
    symlinkSync('letters', join(folder, 'LETTERS'));
    expect(await foldsCase(join(folder, 'letters')), 'as if it did not').toBe(true);
  });

  it('never writes over a photo, by whatever name its folder is called', async () => {
    mkdirSync(join(folder, 'in'));
    put(folder, 'in/a.jpg', '');
    symlinkSync('in', join(folder, 'same'));
    const planned = await plan(['a.jpg'], { out: join(folder, 'same') });
    expect(planned[0].refused).toMatchObject({
      code: 'output-collision',
      message: expect.stringContaining(basename(planned[0].path)) as string,
    });
  });
});
