import { describe, expect, it } from 'vitest';
import { type Told, Unsaved } from '../../src-main/desktop/unsaved.ts';
import { done, failed } from '../../src-shared/contract/result.ts';

const told = (name: string, value: unknown = null, photo = 'a', edit = { feather: 1 }) =>
  ({ name, request: { photo, edit }, result: done(value) }) as unknown as Told;

function after(...all: Told[]) {
  const unsaved = new Unsaved();
  for (const each of all) {
    unsaved.begin(each.name, each.request);
    unsaved.note(each);
  }
  return unsaved.any;
}

describe('Unsaved', () => {
  it('holds an edit that was made and not saved', () => {
    expect(after()).toBe(false);
    expect(after(told('photo.open', { photo: 'a' }))).toBe(false);
    expect(after(told('edit.keep'))).toBe(true);
  });

  it('holds an edit as soon as the window hands it over', () => {
    const unsaved = new Unsaved();
    unsaved.begin('edit.keep', told('edit.keep').request);
    expect(unsaved.any).toBe(true);
  });

  it('holds what was painted while the file was being written', () => {
    const painted = told('edit.keep', null, 'a', { feather: 2 });
    expect(after(told('edit.keep'), painted, told('export.run', { name: 'a' }))).toBe(true);
  });

  it.each(['edit.forget', 'photo.close'])('lets it go after %s', name => {
    expect(after(told('edit.keep'), told(name))).toBe(false);
  });

  it.each(['edit.save', 'export.run'])('lets it go after %s, unless its dialog was closed', name => {
    expect(after(told('edit.keep'), told(name, { name: 'a' }))).toBe(false);
    expect(after(told('edit.keep'), told(name, { name: 'a', dismissed: true }))).toBe(true);
  });

  it('holds on when saving failed, and while another photo is unsaved', () => {
    const result = failed({ code: 'output-disk-full', message: 'Full.' });
    expect(after(told('edit.keep'), { ...told('export.run'), result })).toBe(true);
    expect(after(told('edit.keep'), told('edit.keep', null, 'b'), told('edit.save', {}))).toBe(true);
  });
});
