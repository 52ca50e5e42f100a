/** The catalogue: every word that a person reads, in their language. Reading `t` follows the language. */
import i18next from 'i18next';
import type { locales } from '../../src-shared/contract/editor/app.ts';
import en from '../locales/en.json';
import ko from '../locales/ko.json';

export type Locale = (typeof locales)[number];
export type TextKey = keyof typeof en;
export type Values = Readonly<Record<string, string | number>>;

const catalogue = i18next.createInstance();
void catalogue.init({
  lng: 'en',
  fallbackLng: 'en',
  initAsync: false,
  keySeparator: false,
  nsSeparator: false,
  interpolation: { escapeValue: false },
  resources: { en: { translation: en }, ko: { translation: ko } },
});

const systemLocale = (): Locale => (navigator.language.startsWith('ko') ? 'ko' : 'en');

class Language {
  locale = $state<Locale>('en');
  /** What the person chose; undefined while it is the system's. */
  chosen: Locale | undefined;

  /** @param locale undefined for the system's */
  use(locale: Locale | undefined): void {
    this.chosen = locale;
    this.locale = locale ?? systemLocale();
    void catalogue.changeLanguage(this.locale);
    document.documentElement.lang = this.locale;
  }
}

export const language = new Language();

/** The text of a key, in the language of the moment. */
export const t = (key: TextKey, values: Values = {}): string =>
  catalogue.t(key, { ...values, lng: language.locale });

/** Whether the catalogue holds this key: error codes may be newer than it. */
export const isText = (key: string): key is TextKey => key in en;

/** A number as this language writes it. */
export const number = (value: number, digits = 0): string =>
  new Intl.NumberFormat(language.locale, { maximumFractionDigits: digits }).format(value);

/** Bytes as kB or MB. */
export const fileSize = (bytes: number): string =>
  bytes < 1e6
    ? t('unit.kilobytes', { value: number(Math.max(1, bytes / 1000)) })
    : t('unit.megabytes', { value: number(bytes / 1e6, 1) });
