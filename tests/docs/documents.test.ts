import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { errorCodes } from '../../src-shared/contract/errors.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const read = (file: string) => readFileSync(join(root, file), 'utf8');
const documents = globSync(['*.md', '{docs,models,src-*,tests}/**/*.md'], { cwd: root });

/** What follows a heading's `#`, as GitHub makes an address of it. */
const anchorOf = (heading: string) =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} -]/gu, '')
    .replaceAll(' ', '-');
const anchorsOf = (text: string) => [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading]) => anchorOf(heading));

const linksOf = (text: string) =>
  [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link]) => link).filter(link => !/^[a-z]+:/.test(link));

const links = documents.flatMap(document => linksOf(read(document)).map(link => [document, link] as const));

it.each(links)('%s leads to %s', (document, link) => {
  const [path, anchor = ''] = link.split('#');
  const file = path === '' ? document : join(dirname(document), path);
  expect(existsSync(join(root, file))).toBe(true);
  if (anchor !== '') expect(anchorsOf(read(file))).toContain(anchor);
});

it('the troubleshooting has a row for each error, and for no other', () => {
  const rows = [...read('docs/troubleshooting.md').matchAll(/^\| `([a-z-]+)`/gm)].map(([, code]) => code);
  expect(rows).toEqual([...errorCodes]);
});

it('commands that are named are there', () => {
  const scripts = Object.keys((JSON.parse(read('package.json')) as { scripts: object }).scripts);
  const named = documents.flatMap(file => [...read(file).matchAll(/npm run ([a-z:]+[a-z])/g)]);
  expect(named.length).toBeGreaterThan(10);
  for (const [, name] of named) expect(scripts).toContain(name);
});
