import { fileURLToPath } from 'node:url';
import { DebugLogger } from 'builder-util';
import { getConfig, validateConfiguration } from 'app-builder-lib/out/util/config/config.js';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { openFilters } from '../../src-main/desktop/dialogs.ts';
import { icnsOf, icoOf, type Icon } from '../../scripts/icons/containers.ts';
import { mergedFeed } from '../../scripts/package/feed.ts';
import { hasLibtensorflow, onlyForNative } from '../../scripts/package/engine.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const config = await getConfig(root, null, null);
const validated = (changes: object = {}) =>
  validateConfiguration({ ...config, ...changes }, new DebugLogger(false));

describe('electron-builder.yml', () => {
  it('is valid by electron-builder’s own schema', async () => {
    await expect(validated()).resolves.toBeUndefined();
    await expect(validated({ electronFuse: {} })).rejects.toThrow(/electronFuse/);
    await expect(validated({ fileAssociations: [{ extension: 'jpg' }] })).rejects.toThrow(/fileAssociations/);
  });

  it('asks for every kind of package', () => {
    const targets = [config.linux, config.mac, config.win].map(system => system?.target);
    expect(targets).toEqual([
      ['AppImage', 'deb', 'rpm'],
      ['dmg', 'zip'],
      ['nsis', 'portable'],
    ]);
  });

  it('offers the program for the pictures that it opens', () => {
    const [pictures] = openFilters('photo', 'en');
    const associated = [config.fileAssociations ?? []].flat().flatMap(({ ext }) => ext);
    expect(associated.sort()).toEqual([...pictures.extensions].sort());
  });
});

describe('the lists of updates of two processors', () => {
  const feed = (arch: string, version = '1.0.0') =>
    `version: ${version}\nfiles:\n  - url: a-${arch}.zip\n    size: 1\npath: a-${arch}.zip\nreleaseDate: 'today'\n`;

  it('become one, which names the files of both', () => {
    expect(mergedFeed([feed('x64'), feed('arm64')])).toBe(
      feed('x64').replace('path:', '  - url: a-arm64.zip\n    size: 1\npath:'),
    );
  });

  it('are of one version', () => {
    expect(() => mergedFeed([feed('x64'), feed('arm64', '2.0.0')])).toThrow(/one version/);
    expect(() => mergedFeed(['', feed('x64')])).toThrow(/lists/);
  });
});

describe('the engine of a package', () => {
  it.each([
    ['linux', 'x64', true],
    ['win32', 'x64', true],
    ['darwin', 'x64', true],
    ['darwin', 'arm64', false],
    ['win32', 'arm64', false],
    ['linux', 'arm64', false],
    ['win32', 'ia32', false],
  ])('on %s %s: native %s', (platform, arch, native) => {
    expect(hasLibtensorflow(platform, arch)).toBe(native);
  });

  it('takes along only what it alone needs', () => {
    const found = onlyForNative({
      '': { dependencies: { shared: '', own: '' }, optionalDependencies: { '@tensorflow/tfjs-node': '' } },
      'node_modules/shared': {},
      'node_modules/own': { dependencies: { deep: '' } },
      'node_modules/own/node_modules/deep': {},
      'node_modules/deep': {},
      'node_modules/@tensorflow/tfjs-node': { dependencies: { shared: '', deep: '', absent: '' } },
    });
    expect(found).toEqual(['node_modules/@tensorflow/tfjs-node', 'node_modules/deep']);
  });
});

describe('an icon file', () => {
  const drawing = fileURLToPath(new URL('../../assets/icon.svg', import.meta.url));
  const draw = async (side: number): Promise<Icon> => ({
    side,
    png: await sharp(drawing).resize(side, side).png().toBuffer(),
  });

  it('of Windows holds each picture where its directory says', async () => {
    const icons = await Promise.all([16, 256].map(draw));
    const file = icoOf(icons);
    for (const [i, { side, png }] of icons.entries()) {
      const entry = file.subarray(6 + 16 * i);
      const at = entry.readUInt32LE(12);
      expect(entry.readUInt8(0) || 256).toBe(side);
      expect(file.subarray(at, at + entry.readUInt32LE(8)).equals(png)).toBe(true);
    }
  });

  it('of Apple is blocks one after another, to its end', async () => {
    const icons = await Promise.all([16, 32].map(draw));
    const file = icnsOf(icons);
    expect(file.readUInt32BE(4)).toBe(file.length);
    const kinds: string[] = [];
    for (let at = 8; at < file.length; at += file.readUInt32BE(at + 4)) {
      kinds.push(file.toString('latin1', at, at + 4));
      expect(file.toString('latin1', at + 9, at + 12)).toBe('PNG');
    }
    expect(kinds).toEqual(['icp4', 'icp5', 'ic11']);
  });
});
