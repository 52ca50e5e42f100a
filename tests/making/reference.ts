import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Where the classic recipe's reference pictures lie: beside the checkout, or as PORTRAIT_REFERENCE says. */
const root = process.env['PORTRAIT_REFERENCE'] ?? fileURLToPath(new URL('../../../shared/', import.meta.url));

export const referenceFile = (name: string): string => `${root}${name}`;

export const haveReference = existsSync(referenceFile('reference/classic/facts.json'));

/** A test's name says so when it is skipped. */
export const withReference = haveReference ? '' : ' (skipped: the reference pictures are not here)';
