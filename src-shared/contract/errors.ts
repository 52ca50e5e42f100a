/**
 * Every way in which the program can refuse or fail, as one closed union. A message is one sentence: what
 * happened, which file or value, what to do. Tests and callers match the code, never the prose.
 */
export const errorCodes = [
  // the photo
  'photo-missing', // no such file
  'photo-unreadable', // no permission, or a folder where a file was expected
  'photo-not-a-picture', // bytes that no decoder knows, 0 bytes, text
  'photo-damaged', // a decoder knows it, but the data is cut off or broken
  'photo-format-refused', // SVG, PDF and others that we do not open
  'photo-too-large', // more pixels than the limit
  // the mask
  'mask-missing',
  'mask-not-a-picture',
  // the backdrop
  'backdrop-missing',
  'backdrop-not-a-picture',
  // the edit
  'edit-not-an-edit', // cannot be read, or holds something else
  // the result
  'output-exists', // and --force was not given
  'output-collision', // two photos of one call want the same name
  'output-folder-missing',
  'output-not-writable', // no permission, read-only
  'output-disk-full',
  'output-format-no-alpha', // transparent background asked of JPEG
  'output-too-large-for-format', // a side longer than the format can hold
  // the network
  'model-unknown', // not in the catalogue
  'model-missing', // in the catalogue, not in the store
  'model-sum-wrong', // bytes are not the ones that the catalogue names
  'model-download-failed',
  'model-damaged', // does not parse, or the store was tampered with
  'model-operator-unknown', // an importer met an operator that it does not know
  'subject-not-found',
  'engine-unavailable', // the engine that was asked for does not load
  // the process
  'compute-died', // the compute process ended: killed, aborted, out of memory
  'cancelled',
  'usage', // the call's own arguments
  'internal', // a defect of ours
] as const;

export type ErrorCode = (typeof errorCodes)[number];

export class PortraitError extends Error {
  readonly code: ErrorCode;

  /**
   * @param code what kind of failure; callers match this
   * @param message one sentence for a person: what, which, what to do
   */
  constructor(code: ErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'PortraitError';
    this.code = code;
  }
}

/** What crosses a process boundary in place of a value. */
export interface Failure {
  readonly code: ErrorCode;
  readonly message: string;
}

export const toFailure = (error: unknown): Failure =>
  error instanceof PortraitError
    ? { code: error.code, message: error.message }
    : { code: 'internal', message: `Unexpected failure: ${describe(error)}. Please report it.` };

export const fromFailure = ({ code, message }: Failure): PortraitError => new PortraitError(code, message);

const describe = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Ends a `switch` over a union: does not compile while a case is missing. */
export function missingCase(value: never): never {
  throw new PortraitError('internal', `No case for ${JSON.stringify(value)}.`);
}
