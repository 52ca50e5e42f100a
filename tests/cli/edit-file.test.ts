import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { defaultEdit } from '../../src-shared/edit/schema.ts';
import { portrait } from '../making/cli.ts';
import { put } from '../making/files.ts';
import { temporaryFolder } from '../making/folder.ts';
import { pixelsOf } from '../making/pixels.ts';
import { putMask, putPhoto } from '../making/scenes.ts';

const folder = temporaryFolder();
const photo = await putPhoto(folder, 'photo.png');
const mask = await putMask(folder);
const edit = { ...defaultEdit(), background: { kind: 'colour', colour: '#ff0000' } };

describe('--edit', () => {
  it('renders what the editor saved, and says what it had to repair', async () => {
    const out = join(folder, 'out.png');
    const recipe = put(folder, 'edit.json', JSON.stringify({ ...edit, feather: 7 }));
    const { code, stderr } = await portrait([photo, '--edit', recipe, '--mask', mask, '-o', out]);
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr: expect.stringMatching(/^portrait: warning: edit\.json: /) as unknown,
    });
    const { data, width } = await pixelsOf(out);
    expect([...data.slice((width - 1) * 3, width * 3)]).toEqual([255, 0, 0]);
  });

  it('holds the whole look, and must be an edit', async () => {
    const recipe = put(folder, 'whole.json', JSON.stringify(edit));
    const out = join(folder, 'never.png');
    expect((await portrait([photo, '--edit', recipe, '--blur', '3', '-o', out])).code).toBe(2);
    const none = put(folder, 'none.json', '[]');
    expect((await portrait([photo, '--edit', none, '-o', out])).code).toBe(2);
  });
});
