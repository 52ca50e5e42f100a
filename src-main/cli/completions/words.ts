import type { DescribedOption } from '../described.ts';

export const flagsOf = ({ short, long }: DescribedOption): string[] =>
  [short, long].filter(flag => flag !== undefined);

/** A word for bash and zsh, whatever signs are in it. */
export const quoted = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;
