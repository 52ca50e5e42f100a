/**
 * The finished addon and its libraries, kept outside node_modules, which `npm ci` empties. One folder for each
 * way of building it, tfjs-node version, Node-API version, system and processor; a half-made one never has that name.
 */
import { existsSync, readFileSync } from 'node:fs';
import { copyFile, link, mkdir, mkdtemp, readdir, readlink, rename, rm, symlink } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { packageFolder, say } from './run.ts';

/** Within the package: the libraries, and the addon that finds them by `$ORIGIN/../../deps/lib`. */
const parts = [join('deps', 'lib'), 'lib'];

/** @returns whether there was something to restore; whether it loads is for the caller to see */
export async function restore(): Promise<boolean> {
  const folder = cacheFolder();
  if (!folder || !existsSync(folder)) return false;
  say(`restoring the addon from ${folder} ...`);
  for (const part of parts) {
    await rm(join(packageFolder, part), { recursive: true, force: true });
    await mirror(join(folder, part), join(packageFolder, part));
  }
  return true;
}

/** Keeps what was built. A cache that cannot be written costs the next run time, and is no failure. */
export async function keep(): Promise<void> {
  const folder = cacheFolder();
  if (!folder || existsSync(folder)) return;
  try {
    await mkdir(join(folder, '..'), { recursive: true });
    const half = await mkdtemp(`${folder}.`);
    for (const part of parts) await mirror(join(packageFolder, part), join(half, part));
    await rename(half, folder);
    say(`kept a copy in ${folder}, for after the next npm ci; delete it at will.`);
  } catch (error) {
    say(
      `no copy was kept for after the next npm ci (${error instanceof Error ? error.message : String(error)}).`,
    );
  }
}

/** Drops a copy that does not load. */
export async function forget(): Promise<void> {
  const folder = cacheFolder();
  say('the copy in the cache does not load: dropped.');
  if (folder) await rm(folder, { recursive: true, force: true });
}

/** @returns undefined on Windows, whose addon finds its library by another way */
function cacheFolder(): string | undefined {
  if (process.platform === 'win32') return undefined;
  const { version } = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8')) as {
    version: string;
  };
  const base = process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache');
  const name = `native-bound-${version}-napi${process.versions['napi'] ?? ''}-${process.platform}-${process.arch}`;
  return join(base, 'portrait-studio', name);
}

/** Hard links where the file system can, copies elsewhere: the libraries are 850 MB. */
async function mirror(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true });
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) await mirror(source, target);
    else if (entry.isSymbolicLink()) await symlink(await readlink(source), target);
    else await link(source, target).catch(() => copyFile(source, target));
  }
}
