import { describe, expect, it } from 'vitest';
import { type Told, Unsaved } from '../../src-main/desktop/unsaved.ts';
import { done, failed } from '../../src-shared/contract/result.ts';

const told = (name: string, value: unknown = null, photo = 'a') =>
  ({ name, request: { photo }, result: done(value) }) as unknown as Told;

function after(...all: Told[]) {
  const unsaved = new Unsaved();
  for (const each of all) unsaved.note(each);
  return unsaved.any;
}

describe('Unsaved', () => {
  it('holds an edit that was made and not saved', () => {
    expect(after()).toBe(false);
    expect(after(told('photo.open', { photo: 'a' }))).toBe(false);
    expect(after(told('edit.keep'))).toBe(true);
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
