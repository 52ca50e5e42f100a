import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type LockFile, lockFaults } from '../../scripts/lock/faults.ts';

const sound = { version: '1.2.3', integrity: `sha512-${'a'.repeat(86)}==` };
const locked = (folder: string, changes: object): LockFile => ({
  lockfileVersion: 3,
  packages: { '': {}, [folder]: { ...sound, ...changes } },
});

describe('package-lock.json', () => {
  it('is sound', () => {
    const text = readFileSync(new URL('../../package-lock.json', import.meta.url), 'utf8');
    const lock = JSON.parse(text) as LockFile;
    expect(Object.keys(lock.packages).length).toBeGreaterThan(300);
    expect(lockFaults(lock)).toEqual([]);
  });

  it.each([
    ['a package from git', 'node_modules/a', { resolved: 'git+ssh://git@example.com/a.git#1' }],
    ['a package from an address', 'node_modules/a', { resolved: 'https://example.com/a.tgz' }],
    ['a package under another name', 'node_modules/a', { name: 'b' }],
    ['a package without a sum', 'node_modules/a', { integrity: undefined }],
    ['a weak sum', 'node_modules/a', { integrity: 'sha1-2jmj7l5rSw0yVb/vlWAYkK/YBwk=' }],
    ['a link', 'node_modules/a', { link: true }],
    ['a version that is an address', 'node_modules/a', { version: 'file:../a' }],
    ['a folder elsewhere', '../a', {}],
  ])('is not, with %s', (_, folder, changes) => {
    expect(lockFaults(locked('node_modules/@scope/a/node_modules/b', {}))).toEqual([]);
    expect(lockFaults(locked(folder, changes))).toHaveLength(1);
  });
});
