import { PortraitError } from '../../../src-shared/contract/errors.ts';

/** What a message needs to know of an operator in a file. */
export interface Operator {
  /** The file's own name for it, or its place in the file. */
  readonly label: string;
  /** Its kind, in the words of the format. */
  readonly operator: string;
}

/** The two ways in which an importer says no. */
export interface Faults {
  /** Code 'model-damaged': the bytes are not what they claim to be. */
  readonly damaged: (what: string, cause?: unknown) => PortraitError;
  /** Code 'model-operator-unknown': the file may be fine, and we cannot convert it exactly. */
  readonly unsupported: (node: Operator, what?: string) => PortraitError;
}

/** @param format as a person says it: "The … file is damaged" */
export const faultsOf = (format: string): Faults => ({
  damaged: (what, cause) =>
    new PortraitError('model-damaged', `The ${format} file is damaged: ${what}.`, { cause }),
  unsupported: ({ operator, label }, what = '') =>
    new PortraitError(
      'model-operator-unknown',
      `The importer does not know the operator ${operator}${what && ` ${what}`} (node ${label}).`,
    ),
});
