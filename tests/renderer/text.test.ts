import { afterEach, describe, expect, it } from 'vitest';
import en from '../../src-renderer/locales/en.json';
import ko from '../../src-renderer/locales/ko.json';
import { failureText } from '../../src-renderer/state/failure-text.ts';
import { language, t } from '../../src-renderer/state/text.svelte.ts';
import { errorCodes } from '../../src-shared/contract/errors.ts';

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

  it('follow the language', () => {
    language.use('ko');
    expect(t('action.open')).toBe('사진 열기');
    expect(failureText({ code: 'output-disk-full', message: 'English' })).toBe(ko['error.output-disk-full']);
    language.use('en');
    expect(failureText({ code: 'output-disk-full', message: 'English' })).toBe('English');
  });
});
