import { appendFileSync, rmSync, utimesSync } from 'node:fs';
import { expect, it } from 'vitest';
import { Settling } from '../../../src-main/studio/batch/watch.ts';
import { put } from '../../making/files.ts';
import { temporaryFolder } from '../../making/folder.ts';

const folder = temporaryFolder();

it('a file is due once, when it has stayed as it is from one look to the next', async () => {
  const { isDue } = new Settling();
  const path = put(folder, 'a.jpg', '');
  expect([await isDue(path), await isDue(path)], 'empty').toEqual([false, false]);
  appendFileSync(path, 'half');
  expect(await isDue(path), 'new').toBe(false);
  appendFileSync(path, 'whole');
  expect(await isDue(path), 'grew').toBe(false);
  expect([await isDue(path), await isDue(path)]).toEqual([true, false]);
  utimesSync(path, 1, 1);
  expect([await isDue(path), await isDue(path)], 'changed later').toEqual([false, true]);
  rmSync(path);
  expect(await isDue(path)).toBe(false);
});
