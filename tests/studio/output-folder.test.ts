import { statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeOutputFolder } from '../../src-main/studio/output-folder.ts';
import { asNobody } from '../making/as-nobody.ts';
import { put } from '../making/files.ts';
import { temporaryFolder } from '../making/folder.ts';

const folder = temporaryFolder();

describe('the folder that results go to', () => {
  it('is made, with those above it, and may be there already', async () => {
    const deep = join(folder, 'one', 'two');
    await makeOutputFolder(deep);
    await makeOutputFolder(deep);
    expect(statSync(deep).isDirectory()).toBe(true);
  });

  it('cannot be where a file is, or under one', async () => {
    const file = put(folder, 'file', '');
    for (const place of [file, join(file, 'under')]) {
      await expect(makeOutputFolder(place)).rejects.toMatchObject({
        code: 'output-not-writable',
        message: expect.stringContaining(place) as string,
      });
    }
  });

  it('cannot be made in a place of somebody else', () => {
    const place = new URL('../../src-main/studio/output-folder.ts', import.meta.url).href;
    const call = `return place.makeOutputFolder(${JSON.stringify(join(folder, 'one', 'mine'))});`;
    expect(asNobody({ place }, call)).toBe('output-not-writable');
  });
});
