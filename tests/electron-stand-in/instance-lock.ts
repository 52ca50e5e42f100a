import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Started {
  readonly argv: readonly string[];
  readonly cwd: string;
  readonly data: unknown;
}

/**
 * One running program a settings folder, held by a folder inside it: a second one leaves a letter there.
 *
 * @returns whether this is the first
 */
export function claimLock(userData: string, self: Started, onSecond: (second: Started) => void): boolean {
  const folder = join(userData, 'instance-lock');
  if (holderLives(folder)) {
    leaveLetter(folder, self);
    return false;
  }
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'holder'), String(process.pid));
  setInterval(() => readLetters(folder, onSecond), 50).unref();
  return true;
}

function holderLives(folder: string): boolean {
  try {
    process.kill(Number(readFileSync(join(folder, 'holder'), 'utf8')), 0);
    return true;
  } catch {
    return false;
  }
}

function leaveLetter(folder: string, self: Started) {
  const draft = join(folder, `draft-${process.pid}`);
  writeFileSync(draft, JSON.stringify(self));
  renameSync(draft, join(folder, `letter-${process.pid}`));
}

function readLetters(folder: string, onSecond: (second: Started) => void) {
  for (const name of readdirSync(folder).filter(each => each.startsWith('letter-'))) {
    const letter = JSON.parse(readFileSync(join(folder, name), 'utf8')) as Started;
    rmSync(join(folder, name));
    onSecond(letter);
  }
}
