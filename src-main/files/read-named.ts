import { constants } from 'node:fs';
import { open } from 'node:fs/promises';

/** Why a file that somebody named is not read, where the system itself has no objection. */
export class NotRead extends Error {
  readonly reason: 'no-file' | 'too-large';

  constructor(reason: NotRead['reason']) {
    super(reason);
    this.reason = reason;
  }
}

/**
 * Reads a file that somebody named. A device or a pipe gives bytes for ever, so only what is a file is read.
 *
 * @param most bytes
 * @throws NotRead; what the system says
 */
export async function readNamed(path: string, most: number): Promise<Buffer> {
  // Opening a pipe would wait for somebody to write to it; on Windows there is no such flag, and no such pipe.
  const file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK || 0));
  try {
    const found = await file.stat();
    if (!found.isFile()) throw new NotRead('no-file');
    if (found.size > most) throw new NotRead('too-large');
    return await file.readFile();
  } finally {
    await file.close();
  }
}
