import { afterEach, describe, expect, it } from 'vitest';
import en from '../../src-renderer/locales/en.json';
import ko from '../../src-renderer/locales/ko.json';
import { failureText, warningText } from '../../src-renderer/state/failure-text.ts';
import { language, t } from '../../src-renderer/state/text.svelte.ts';
import { warningCodes } from '../../src-shared/contract/compute.ts';
import { errorCodes } from '../../src-shared/contract/errors.ts';
import { koreanClasses, subjectClasses } from '../../src-shared/edit/subject.ts';

const catalogues = [en, ko] as Record<string, string>[];
const holes = (text: string | undefined) => [...(text ?? '').matchAll(/\{\{\w+\}\}/g)].map(String).sort();

describe('the catalogues', () => {
  afterEach(() => language.use('en'));

  it('have the same keys, with the same values in them', () => {
    expect(Object.keys(ko)).toEqual(Object.keys(en));
    for (const key of Object.keys(en))
      expect(holes(catalogues[1]?.[key]), key).toEqual(holes(catalogues[0]?.[key]));
  });

  it('say every error in both languages', () => {
    for (const code of errorCodes)
      for (const texts of catalogues) expect(texts[`error.${code}`], code).toBeTruthy();
  });

  it('say every warning in both languages', () => {
    for (const code of warningCodes)
      for (const texts of catalogues) expect(texts[`warning.${code}`], code).toBeTruthy();
    const warning = { code: 'depth-reduced', message: 'The file holds 16 bits a channel.' } as const;
    expect(warningText(warning)).toBe(warning.message);
    language.use('ko');
    expect(warningText(warning)).toBe(ko['warning.depth-reduced']);
  });

  it('never send a person to the command line', () => {
    const message = 'It has 400 megapixels; raise it with --max-megapixels 400.';
    expect(failureText({ code: 'photo-too-large', message })).toBe(en['error.photo-too-large']);
    const missing = 'DeepLab is not installed: run "portrait models pull deeplab".';
    expect(failureText({ code: 'model-missing', message: missing })).toBe(en['error.model-missing']);
  });

  it('name every class in both languages, in Korean as the command line does', () => {
    for (const name of subjectClasses) {
      for (const texts of catalogues) expect(texts[`subject.class.${name}`], name).toBeTruthy();
      expect(ko[`subject.class.${name}`]).toBe(koreanClasses[name]);
    }
  });

  it('leave the system’s language unnamed until another is chosen', () => {
    language.use(undefined);
    expect(language.chosen).toBeUndefined();
    language.use('ko');
    expect(language.chosen).toBe('ko');
  });

  it('follow the language', () => {
    language.use('ko');
    expect(t('action.open')).toBe('사진 열기');
    expect(failureText({ code: 'output-disk-full', message: 'English' })).toBe(ko['error.output-disk-full']);
    language.use('en');
    expect(failureText({ code: 'output-disk-full', message: 'English' })).toBe('English');
  });
});
