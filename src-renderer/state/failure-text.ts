import type { Warning } from '../../src-shared/contract/compute.ts';
import { type Failure, PortraitError } from '../../src-shared/contract/errors.ts';
import { isText, language, t } from './text.svelte.ts';

/**
 * What went wrong, why, and what to do. The main side's own sentence is English and names the file; other
 * languages have one sentence a code.
 */
export function failureText({ code, message }: Failure, name?: string): string {
  return inCatalogue(`error.${code}`, message) ?? called(message, name);
}

/** The same for what the main side has to say of a picture that it read or wrote. */
export const warningText = ({ code, message }: Warning): string =>
  inCatalogue(`warning.${code}`, message) ?? message;

/** An English sentence stays, unless it speaks to the command line, whose options nobody has here. */
function inCatalogue(key: string, message: string): string | undefined {
  const fits = language.locale === 'en' && !/ --[a-z]|"portrait [a-z]/.test(message);
  return fits || message === t('error.unreachable') || !isText(key) ? undefined : t(key);
}

/** The main side keeps a file that was handed in under its sum: nobody knows it by that. */
const called = (message: string, name: string | undefined): string =>
  name === undefined ? message : message.replace(/"[0-9a-f]{32,}[^"]*"/, () => `"${name}"`);

/** A thrown thing as the failure that it is told as. */
export const asFailure = (error: unknown): Failure =>
  error instanceof PortraitError ? error : failureOf(error);

export const failureOf = (error: unknown): Failure => ({
  code: 'internal',
  message: error instanceof Error ? error.message : String(error),
});
