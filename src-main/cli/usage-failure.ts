import type { CommanderError } from 'commander';
import type { Failure } from '../../src-shared/contract/errors.ts';

/** Whether these words, up to a lone `--`, ask for a document that programs read. */
export function asksForJson(words: readonly string[]): boolean {
  const end = words.indexOf('--');
  return (end < 0 ? words : words.slice(0, end)).includes('--json');
}

/** Commander's own refusal, with a code as all others have it. */
export const usageFailure = ({ code, message }: CommanderError): Failure => ({
  code: 'usage',
  // It has shown the help, and its message is only a name for that.
  message:
    code === 'commander.help'
      ? 'Expected a command; --help lists them.'
      : asSentence(message.replace(/^error: /, '')),
});

const asSentence = (text: string): string =>
  `${text[0].toUpperCase()}${text.slice(1)}${text.endsWith('.') ? '' : '.'}`;
