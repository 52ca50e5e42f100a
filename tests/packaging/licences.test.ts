import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { isAllowed, refusals } from '../../scripts/licences/allowed.ts';
import { bundledPackages, type Lock, shippedPackages, textOf } from '../../scripts/licences/collect.ts';
import { pageOf } from '../../scripts/licences/page.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as Lock;
const shipped = shippedPackages(lock, root);
const bundled = bundledPackages(root);

describe('the licences of what is shipped', () => {
  it('are all ones that we may ship', () => {
    expect(shipped.length).toBeGreaterThan(100);
    expect(refusals([...shipped, ...bundled]).map(({ name, licence }) => `${name}: ${licence}`)).toEqual([]);
  });

  it.each(['GPL-3.0', 'AGPL-3.0-only', 'UNLICENSED', 'unknown', '', 'SEE LICENSE IN x', 'MIT AND GPL-2.0'])(
    'are not: %s',
    licence => {
      const package_ = { name: 'x', version: '1', folder: '', licence };
      expect(refusals([package_])).toEqual([package_]);
    },
  );

  it.each(['MIT', '(MIT OR GPL-3.0)', 'MIT AND ISC', 'Apache-2.0 OR MIT'])('may be: %s', licence => {
    expect(isAllowed(licence)).toBe(true);
  });

  it('count every package that the window is built of', () => {
    const sources = readdirSync(join(root, 'src-renderer'), { recursive: true, encoding: 'utf8' })
      .filter(file => /\.(ts|svelte|css)$/.test(file))
      .map(file => readFileSync(join(root, 'src-renderer', file), 'utf8'));
    const names = sources.flatMap(text =>
      [...text.matchAll(/(?:from |import |@import )['"]((?:@[\w-]+\/)?[\w-]+)/g)].map(([, name]) => name),
    );
    const known = new Set([...bundled, ...shipped].map(({ name }) => name));
    expect(new Set(names).size).toBeGreaterThan(2);
    expect([...new Set(names)].filter(name => !known.has(name))).toEqual([]);
  });

  it('are told with their own words, once for all that share them', () => {
    const told = (name: string, text: string) => ({
      ...{ name, text, version: '1.0.0', licence: 'MIT', folder: '' },
    });
    const page = pageOf([told('b', 'Be kind.'), told('a', 'Be kind.'), told('c', '')]);
    expect(page.match(/Be kind\./g)).toHaveLength(1);
    expect(page).toMatch(/a 1\.0\.0 \(MIT\)\n {2}b 1\.0\.0 \(MIT\)\n {2}c 1\.0\.0 \(MIT\)/);
    const sharp = shipped.find(({ name }) => name === 'sharp');
    expect(sharp && textOf(sharp)).toContain('Apache License');
  });
});
