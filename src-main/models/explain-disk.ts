import { PortraitError } from '../../src-shared/contract/errors.ts';

/** What the disk says of a store, in a sentence; other errors stay as they are. */
export function explainDisk(error: unknown, root: string): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOSPC') {
    return new PortraitError(
      'output-disk-full',
      `The disk of ${root} is full: free some space and try again.`,
    );
  }
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS' || code === 'ENOTDIR' || code === 'EEXIST') {
    const how = 'choose another folder with PORTRAIT_MODELS';
    return new PortraitError('output-not-writable', `Networks cannot be written to ${root}: ${how}.`, {
      cause: error,
    });
  }
  return error;
}
