import { spawn, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { JobOutcome } from '../../src-main/studio/index.ts';

const main = fileURLToPath(new URL('../../src-main/cli/main.ts', import.meta.url));

/** What a run of the real command line said, and how it ended. */
export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  /** A store of networks, in place of the user’s own. */
  readonly models?: string;
  readonly cwd?: string;
  /** Root reads and writes everything: a test of permissions gives that up. */
  readonly withoutRights?: boolean;
  /** Beside this process's own. */
  readonly env?: Readonly<Record<string, string>>;
  /** Given the id of the process group once it runs, as a terminal has it. */
  readonly onStart?: (group: number) => void;
}

/** Runs `portrait` with these words, from the sources. The user's own store of networks is left out. */
export function portrait(words: readonly string[], options: RunOptions = {}): Promise<Ran> {
  const { cwd, withoutRights = false, onStart, models = '/nonexistent/models' } = options;
  const [program, ...args] = [...(withoutRights ? dropRights() : []), process.execPath, main, ...words];
  const env = { ...process.env, PORTRAIT_MODELS: models, ...options.env };
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    const said = { stdout: '', stderr: '' };
    child.stdout.setEncoding('utf8').on('data', (text: string) => (said.stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (said.stderr += text));
    child.on('error', reject);
    child.on('close', code => resolve({ code, ...said }));
    if (child.pid !== undefined) onStart?.(child.pid);
  });
}

/** Runs `portrait … --json`. @returns what it said of each photo too */
export async function portraitJson(words: readonly string[], options: RunOptions = {}) {
  const ran = await portrait([...words, '--json'], options);
  const { photos } = JSON.parse(ran.stdout) as { photos: JobOutcome[] };
  return { ...ran, photos, codes: photos.map(photo => (photo.done ? 'done' : photo.error.code)) };
}

const isRoot = process.getuid?.() === 0;

/** Root's power to pass over permissions, left behind for good. */
const dropRights = (): string[] =>
  isRoot ? ['setpriv', '--bounding-set', '-dac_override,-dac_read_search'] : [];

/** Why a test of permissions cannot be made here; undefined where it can. */
export const noPermissionsHere = (): string | undefined =>
  isRoot && spawnSync('setpriv', ['--version']).status !== 0
    ? 'root without setpriv may do everything'
    : undefined;
