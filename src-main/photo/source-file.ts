import { open, readFile, stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { PortraitError, type ErrorCode } from '../../src-shared/contract/errors.ts';
import { signatureLength } from './signature.ts';

/** What a picture is for; decides which error codes its faults get. */
export type Role = 'photo' | 'mask' | 'backdrop';

type Fault = 'missing' | 'unreadable' | 'not-a-picture' | 'damaged' | 'refused' | 'too-large';

const codes: Record<Role, Record<Fault, ErrorCode>> = {
  photo: {
    missing: 'photo-missing',
    unreadable: 'photo-unreadable',
    'not-a-picture': 'photo-not-a-picture',
    damaged: 'photo-damaged',
    refused: 'photo-format-refused',
    'too-large': 'photo-too-large',
  },
  mask: allBut('mask-missing', 'mask-not-a-picture'),
  backdrop: allBut('backdrop-missing', 'backdrop-not-a-picture'),
};

/** Masks and backdrops have two codes: the file is not there, or it is of no use. */
function allBut(missing: ErrorCode, other: ErrorCode): Record<Fault, ErrorCode> {
  return {
    missing,
    unreadable: other,
    'not-a-picture': other,
    damaged: other,
    refused: other,
    'too-large': other,
  };
}

/** @returns the error for a fault of a file, with the code that belongs to the file's role */
export const faultOf = (role: Role, fault: Fault, message: string, cause?: unknown): PortraitError =>
  new PortraitError(codes[role][fault], message, { cause });

/** A file as messages name it: its role and its name in quotes. */
export const called = (role: Role, path: string): string => `${role} "${basename(path)}"`;

/**
 * Reads the beginning of a picture's file, and refuses what is no readable file.
 *
 * @returns up to `signatureLength` bytes
 * @throws PortraitError: the role's `missing`, `unreadable` (folder, device, permission) or `not-a-picture` (0 bytes)
 */
export async function readHead(path: string, role: Role): Promise<Uint8Array> {
  try {
    await requireFile(path, role);
    const head = await firstBytes(path);
    if (head.length > 0) return head;
  } catch (error) {
    throw error instanceof PortraitError ? error : unreadable(path, role, error);
  }
  throw faultOf(
    role,
    'not-a-picture',
    `The ${called(role, path)} is empty (0 bytes); copy it again from where it came.`,
  );
}

/**
 * libvips takes a name that ends in square brackets ("photo[1]") for a name and options of its own, and knows no
 * escape: such a file is handed over as bytes.
 *
 * @returns what `openPicture` takes
 */
export const sourceOf = (path: string): Promise<string | Uint8Array> =>
  path.endsWith(']') ? readFile(path) : Promise.resolve(resolve(path));

async function requireFile(path: string, role: Role): Promise<void> {
  const found = await stat(path);
  if (found.isFile()) return;
  const what = found.isDirectory() ? 'a folder' : 'a device or a pipe';
  throw faultOf(
    role,
    'unreadable',
    `The ${role} ${JSON.stringify(path)} is ${what}; give the name of a picture file.`,
  );
}

async function firstBytes(path: string): Promise<Uint8Array> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(signatureLength), 0, signatureLength, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

function unreadable(path: string, role: Role, error: unknown): PortraitError {
  const errno = (error as NodeJS.ErrnoException).code ?? 'unknown error';
  const name = JSON.stringify(path);
  // What stands for bytes that are no UTF-8: the name that came is not the file's.
  if (errno === 'ENOENT' && path.includes('\ufffd')) {
    const message = `The ${role} ${name} has a name that is not UTF-8; give it another name first.`;
    return faultOf(role, 'missing', message, error);
  }
  if (errno === 'ENAMETOOLONG') {
    const message = `The path of the ${role} is longer than this system takes (${path.length} characters); move it up.`;
    return faultOf(role, 'unreadable', message, error);
  }
  if (errno === 'ENOENT' || errno === 'ENOTDIR')
    return faultOf(role, 'missing', `There is no ${role} at ${name}; check the name and the folder.`, error);
  if (errno === 'EACCES' || errno === 'EPERM')
    return faultOf(
      role,
      'unreadable',
      `The ${role} ${name} may not be read (${errno}); give yourself permission to read it.`,
      error,
    );
  return faultOf(
    role,
    'unreadable',
    `The ${role} ${name} could not be read (${errno}); copy it to another place and try that.`,
    error,
  );
}
