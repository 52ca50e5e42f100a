import { randomBytes } from 'node:crypto';
import { link, lstat, open, readdir, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { PortraitError } from '../../src-shared/contract/errors.ts';

export interface AtomicOptions {
  /** Replace what is there; false when left out. */
  readonly overwrite?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Writes a file so that its name only ever means a whole one: a hidden temporary file in the same folder, fsync,
 * then rename; without `overwrite` a hard link, which cannot replace a file that turned up meanwhile. Nothing is
 * left behind on failure.
 *
 * @param write fills the temporary file
 * @throws PortraitError output-exists, output-folder-missing, output-not-writable, output-disk-full, cancelled
 */
export async function writeAtomically(
  path: string,
  options: AtomicOptions,
  write: (temporaryPath: string) => Promise<void>,
): Promise<void> {
  await checkOutput(path, options);
  const target = options.overwrite ? await throughLinks(path) : resolve(path);
  const temporary = join(dirname(target), temporaryName());
  try {
    await write(temporary);
    await flush(temporary);
    requireGoing(options.signal);
    await (options.overwrite ? rename(temporary, target) : linkAnew(temporary, target));
  } catch (error) {
    throw outputError(path, error);
  } finally {
    await rm(temporary, { force: true }).catch(() => undefined);
    await removeStaleOnce(dirname(target));
  }
  await flush(dirname(target)).catch(() => undefined); // some systems cannot sync a folder
}

/**
 * Fails early, before the work, where `writeAtomically` would fail late.
 *
 * @throws PortraitError output-exists, output-folder-missing, output-not-writable, cancelled
 */
export async function checkOutput(path: string, { overwrite, signal }: AtomicOptions): Promise<void> {
  requireGoing(signal);
  const folder = await stat(dirname(resolve(path))).catch((error: unknown) => {
    throw outputError(path, error);
  });
  if (!folder.isDirectory()) throw outputError(path, { code: 'ENOTDIR' });
  const found = await lstat(path).catch(() => undefined);
  if (found?.isDirectory()) throw outputError(path, { code: 'EISDIR' });
  if (found && !overwrite) throw outputError(path, { code: 'EEXIST' });
}

const prefix = '.portrait-';
const suffix = '.tmp';

/**
 * A name for a file that is being written. It tells the process that writes it, and is not made from the target's
 * name, which may already be as long as a name can be.
 */
export const temporaryName = (): string =>
  `${prefix}${process.pid}-${randomBytes(8).toString('hex')}${suffix}`;

/**
 * Removes the half-written files that a process left behind when it was killed. This file loads no native code, so
 * that the process which watches over the other one can import it by itself.
 *
 * @param pid the process that is no more
 */
export async function removeLeftovers(folder: string, pid: number): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  const left = names.filter(name => name.startsWith(`${prefix}${pid}-`) && name.endsWith(suffix));
  await Promise.all(left.map(name => rm(join(folder, name), { force: true })));
}

/** Every file is written within seconds: one that nobody has written to for so long, in milliseconds, is abandoned. */
const STALE_AFTER = 10 * 60_000;

/**
 * Removes the half-written files of programs that were killed together with who watched over them. Those of a process
 * that lives stay, and so do young ones: on a network drive the process may live on another machine.
 */
export async function removeStale(folder: string, now = Date.now()): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  for (const name of names) {
    const pid = pidIn(name);
    if (pid === undefined || lives(pid)) continue;
    const path = join(folder, name);
    const found = await lstat(path).catch(() => undefined);
    if (!found?.isFile() || now - found.mtimeMs < STALE_AFTER) continue;
    await rm(path, { force: true }).catch(() => undefined);
  }
}

const swept = new Set<string>();

/** Folders are looked through once: one of many thousand photos takes its time. */
async function removeStaleOnce(folder: string): Promise<void> {
  if (swept.has(folder)) return;
  swept.add(folder);
  await removeStale(folder);
}

const temporaryShape = /^\.portrait-(\d+)-[0-9a-f]{16}\.tmp$/;

function pidIn(name: string): number | undefined {
  const pid = Number(temporaryShape.exec(name)?.[1]);
  return pid > 0 ? pid : undefined;
}

function lives(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return errnoOf(error) === 'EPERM';
  }
}

function requireGoing(signal?: AbortSignal): void {
  if (signal?.aborted) throw new PortraitError('cancelled', 'Saving was cancelled.');
}

/** A link is followed when its file is replaced: the link stays one. */
const throughLinks = (path: string): Promise<string> => realpath(path).catch(() => resolve(path));

async function flush(path: string): Promise<void> {
  const file = await open(path, 'r');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

const noHardLinks = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EINVAL', 'EMLINK', 'EXDEV']);

async function linkAnew(temporary: string, target: string): Promise<void> {
  try {
    await link(temporary, target);
  } catch (error) {
    if (!noHardLinks.has(errnoOf(error))) throw error;
    await checkOutput(target, {}); // FAT and some network folders have no hard links
    await rename(temporary, target);
  }
}

const errnoOf = (error: unknown): string => (error as { code?: string } | null)?.code ?? '';

/** The error for a file that cannot be written, as a sentence; what is unknown stays as it is. */
export function outputError(path: string, error: unknown): unknown {
  if (error instanceof PortraitError) return error;
  const name = JSON.stringify(path);
  const coded = (code: PortraitError['code'], message: string): PortraitError =>
    new PortraitError(code, message, { cause: error });
  switch (errnoOf(error)) {
    case 'EEXIST':
      return coded('output-exists', `There is a file at ${name} already; give --force to replace it.`);
    case 'ENOENT':
    case 'ENOTDIR':
      return coded(
        'output-folder-missing',
        `There is no folder ${JSON.stringify(dirname(path))}; make it first.`,
      );
    case 'EISDIR':
      return coded('output-not-writable', `${name} is a folder; give the name of a file in it.`);
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return coded('output-not-writable', `${name} may not be written; choose a folder of your own.`);
    case 'ENAMETOOLONG':
      return coded(
        'output-not-writable',
        `The name ${JSON.stringify(basename(path))} is too long; shorten it.`,
      );
    case 'EIO':
    case 'ENODEV':
    case 'ENOTCONN':
    case 'EHOSTDOWN':
    case 'ESTALE':
      return coded(
        'output-not-writable',
        `The drive of ${name} does not answer; see whether it is still there.`,
      );
    case 'ENOSPC':
    case 'EDQUOT':
    case 'EFBIG':
      return coded('output-disk-full', `There is no room left to write ${name}; free some and try again.`);
    default:
      return error;
  }
}
