import type { Failure } from '../../src-shared/contract/errors.ts';
import { isText, language, t } from './text.svelte.ts';

/**
 * What went wrong, why, and what to do. The main side's own sentence is English and names the file; other
 * languages have one sentence a code.
 */
export function failureText({ code, message }: Failure, name?: string): string {
  if (language.locale === 'en' || message === t('error.unreachable')) return called(message, name);
  const key = `error.${code}`;
  return isText(key) ? t(key) : message;
}

/** The main side keeps a file that was handed in under its sum: nobody knows it by that. */
const called = (message: string, name: string | undefined): string =>
  name === undefined ? message : message.replace(/"[0-9a-f]{32,}[^"]*"/, () => `"${name}"`);

/** A thrown thing as the failure that it is told as. */
export const failureOf = (error: unknown): Failure => ({
  code: 'internal',
  message: error instanceof Error ? error.message : String(error),
});
