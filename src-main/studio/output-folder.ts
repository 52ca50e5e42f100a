import { mkdir } from 'node:fs/promises';
import { type ErrorCode, PortraitError } from '../../src-shared/contract/errors.ts';

/**
 * Makes a folder for what is to be written, unless it is there.
 * @param mode of the folder; everybody may look into it when left out
 * @throws PortraitError output-not-writable, output-disk-full
 */
export async function makeOutputFolder(folder: string, mode?: number): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, ...(mode !== undefined && { mode }) });
  } catch (error) {
    throw new PortraitError(...explain(folder, (error as NodeJS.ErrnoException).code), { cause: error });
  }
}

function explain(folder: string, errno = 'unknown'): [ErrorCode, string] {
  const name = JSON.stringify(folder);
  switch (errno) {
    case 'EEXIST':
    case 'ENOTDIR':
      return [
        'output-not-writable',
        `${name} cannot be a folder, a file is in the way; choose another name.`,
      ];
    case 'ENOSPC':
    case 'EDQUOT':
      return [
        'output-disk-full',
        `There is no room left to make the folder ${name}; free some and try again.`,
      ];
    default:
      return [
        'output-not-writable',
        `The folder ${name} cannot be made (${errno}); choose one in a place of your own.`,
      ];
  }
}
