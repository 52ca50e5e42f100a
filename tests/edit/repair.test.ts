import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { besideEdit } from '../../src-main/studio/editor/edit-handlers.ts';
import { repairEdit } from '../../src-shared/edit/repair.ts';
import { defaultEdit, editSchema } from '../../src-shared/edit/schema.ts';
import type { Stroke } from '../../src-shared/edit/strokes.ts';

const sound = defaultEdit();
const stroke: Stroke = { mode: 'keep', radius: 5, hardness: 1, smart: false, points: [[1, 2, 1]] };
/** As it comes from a file. */
const read = (text: string) => repairEdit(JSON.parse(text));
const repaired = (changes: object) => repairEdit({ ...structuredClone(sound), ...changes });

describe('an edit of a stranger', () => {
  it('is left as it is when it is sound', () => {
    expect(repairEdit(sound)).toEqual({ edit: sound, repaired: false });
  });

  it.each([
    ['nothing', null],
    ['a number', 7],
    ['a list', [sound]],
    ['no version', { ...sound, version: undefined }],
    ['a version that is text', { ...sound, version: '1' }],
  ])('is none when it is %s', (_, saved) => {
    expect(repairEdit(saved)).toBeUndefined();
  });

  it('does not reach the prototype of all objects', () => {
    const hostile = `{"version":1,"style":"lens","__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},
      "edge":{"__proto__":{"shift":9},"shift":0,"contrast":0,"decontaminate":0}}`;
    const { edit } = read(hostile) ?? {};
    expect(edit && editSchema.safeParse(edit).success).toBe(true);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    expect(Object.getPrototypeOf(edit)).toBe(Object.prototype);
    expect(Object.keys(edit ?? {}).sort()).toEqual(Object.keys(sound).sort());
  });

  it.each([
    ['NaN', NaN],
    ['no end', Infinity],
    ['a number that no photo reaches', 1e300],
    ['text', '5'],
    ['null', null],
  ])('loses a stroke with %s for a coordinate, and keeps the others', (_, x) => {
    const bad = { ...stroke, points: [[x, 2, 1]] };
    const found = repaired({ strokes: [stroke, bad], regions: [{ x, y: 1, keep: true }] });
    expect(found).toMatchObject({ edit: { strokes: [stroke], regions: [] }, repaired: true });
  });

  it('has no more strokes, regions and points than are ever painted', () => {
    const { edit } = repaired({ strokes: Array.from({ length: 30_000 }, () => stroke) }) ?? {};
    expect(edit?.strokes).toHaveLength(10_000);
    const long = { ...stroke, points: Array.from({ length: 20_001 }, () => [1, 2, 1]) };
    expect(repaired({ strokes: [long] })?.edit.strokes).toEqual([]);
  });

  it('is not read beyond what counts, however many there are', () => {
    let asked = 0;
    const many = new Array<unknown>(1e6).fill({
      get mode() {
        asked++;
        return 'neither';
      },
    });
    repaired({ strokes: many });
    expect(asked).toBeLessThanOrEqual(10_000);
  });

  it('may be nested a hundred thousand deep where nobody looks, and where somebody does', () => {
    const deep = '['.repeat(100_000) + ']'.repeat(100_000);
    const text = JSON.stringify(sound);
    expect(read(`${text.slice(0, -1)},"more":${deep}}`)).toEqual({ edit: sound, repaired: false });
    expect(read(`${text.slice(0, -1)},"lens":${deep},"strokes":${deep}}`)).toMatchObject({
      edit: { lens: sound.lens, strokes: [] },
      repaired: true,
    });
  });
});

describe('the picture that an edit names', () => {
  it('lies beside it, or where it says', () => {
    expect(besideEdit('/home/me', 'sea.jpg', path.posix)).toBe('/home/me/sea.jpg');
    expect(besideEdit('/home/me', '/photos/sea.jpg', path.posix)).toBe('/photos/sea.jpg');
    expect(besideEdit('C:\\me', 'D:\\sea.jpg', path.win32)).toBe('D:\\sea.jpg');
  });

  it('is not fetched from another machine, which would learn who asks', () => {
    for (const far of ['\\\\evil.example\\share\\sea.jpg', '//evil.example/share/sea.jpg']) {
      expect(besideEdit('C:\\me', far, path.win32)).toBe('C:\\me\\sea.jpg');
    }
    const near = '\\\\nas\\photos\\sea.jpg';
    expect(besideEdit('\\\\nas\\photos\\edits', near, path.win32)).toBe(near);
  });
});
