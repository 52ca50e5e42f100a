import { existsSync, mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { inScratchFolder } from '../../src-main/inference/scratch-folder.ts';
import { temporaryFolder } from '../making/folder.ts';

const place = temporaryFolder();

/** A folder as a killed process leaves it. */
function leave(name: string, minutesAgo: number) {
  const path = join(place, name);
  mkdirSync(path);
  writeFileSync(join(path, 'saved_model.pb'), 'weights');
  const then = Date.now() / 1000 - minutesAgo * 60;
  utimesSync(path, then, then);
}

describe('a folder for a moment', () => {
  beforeEach(() => vi.stubEnv('TMPDIR', place).stubEnv('TEMP', place));
  afterEach(() => vi.unstubAllEnvs());

  it('is gone after the work, and after work that failed', async () => {
    const seen = await inScratchFolder(folder => Promise.resolve([folder, existsSync(folder)] as const));
    expect(seen[1]).toBe(true);
    await expect(inScratchFolder(() => Promise.reject(new Error('Damaged.')))).rejects.toThrow('Damaged.');
    expect(readdirSync(place)).toEqual([]);
  });

  it('takes along what killed processes left; what others work in, or is not ours, stays', async () => {
    leave('portrait-network-old', 60);
    leave('portrait-network-new', 1);
    leave('somebody-else', 60);
    await inScratchFolder(() => Promise.resolve());
    expect(readdirSync(place).toSorted()).toEqual(['portrait-network-new', 'somebody-else']);
  });
});
