import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packageRoot } from '../../src-main/models/package-root.ts';
import { shippedRoot, userRoot } from '../../src-main/models/store-roots.ts';

describe("the user's store", () => {
  const home = join('home', 'ada');

  it.each<[NodeJS.Platform, Record<string, string>, string]>([
    ['linux', {}, join(home, '.local', 'share', 'portrait-studio', 'models')],
    ['linux', { XDG_DATA_HOME: 'data' }, join('data', 'portrait-studio', 'models')],
    ['darwin', {}, join(home, 'Library', 'Application Support', 'Portrait Studio', 'models')],
    ['win32', { APPDATA: 'roaming' }, join('roaming', 'Portrait Studio', 'models')],
    ['win32', { PORTRAIT_MODELS: 'mine' }, 'mine'],
    ['linux', { PORTRAIT_MODELS: 'mine', XDG_DATA_HOME: 'data' }, 'mine'],
  ])('on %s with %j is %s', (platform, env, expected) => {
    expect(userRoot({ platform, env, home })).toBe(expected);
  });
});

describe('the shipped store', () => {
  it('is beside package.json', () => {
    expect(shippedRoot()).toBe(join(packageRoot(), 'models'));
  });

  it('is found from the compiled program too, which is one folder deeper', () => {
    const root = mkdtempSync(join(tmpdir(), 'portrait-root-'));
    try {
      mkdirSync(join(root, 'dist', 'src-main', 'models'), { recursive: true });
      writeFileSync(join(root, 'package.json'), '{}');
      expect(packageRoot(join(root, 'dist', 'src-main', 'models', 'package-root.js'))).toBe(root);
    } finally {
      rmSync(root, { recursive: true });
    }
  });
});
