import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Failure } from '../../src-shared/contract/errors.ts';
import { portrait } from '../making/cli.ts';
import { temporaryFolder } from '../making/folder.ts';

const folder = temporaryFolder();
const out = join(folder, 'out.jpg');

describe('portrait', () => {
  it('--help shows every command and option on standard output', async () => {
    const { code, stdout, stderr } = await portrait(['--help']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    for (const word of ['PHOTO… -o OUT', 'segment', 'models', 'doctor', ...options]) {
      expect(stdout).toContain(word);
    }
  });

  it('--version says its version, and nothing else', async () => {
    const { code, stdout, stderr } = await portrait(['--version']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^\d+\.\d+\.\d+\S*\n$/);
  });
});

const options = [
  '--output',
  '--subject',
  '--background',
  '--blur',
  '--feather',
  '--mask',
  '--style',
  '--show',
  '--format',
  '--quality',
  '--strip-metadata',
  '--engine',
  '--max-megapixels',
  '--json',
  '--force',
];

describe('bad usage', () => {
  it.each<[string, string[], RegExp]>([
    ['no photo and no result', [], /required option '-o|missing required argument/],
    ['no result', ['cat.jpg'], /-o, --output/],
    ['no photo', ['-o', out], /photos/],
    ['neither a mask nor a list', ['segment', 'cat.jpg'], /-o, --output, or --labels/],
    ['an option that there is not', ['cat.jpg', '-o', out, '--blurr', '3'], /--blurr/],
    ['a number that is none', ['cat.jpg', '-o', out, '--blur', 'much'], /from 0 to 100 .*"much"/],
    [
      'a colour that is none',
      ['cat.jpg', '-o', out, '--background', '#12'],
      /Expected #rrggbb, or .* received "#12"/,
    ],
    ['a style that there is not', ['cat.jpg', '-o', out, '--style', 'oil'], /lens, classic/],
    ['a format that is not written', ['cat.jpg', '-o', out, '--format', 'bmp'], /jpeg, png/],
    ['a name without a format', ['cat.jpg', '-o', join(folder, 'out')], /--format/],
    ['two formats', ['cat.jpg', '-o', out, '--format', 'png'], /jpeg.*png/],
    [
      'a blur of what is not blurred',
      ['cat.jpg', '-o', out, '--blur', '3', '--background', 'none'],
      /--blur/,
    ],
    ['a command of models that there is not', ['models', 'fetch'], /unknown command 'fetch'/],
  ])('%s ends with 2 and says what was expected', async (_, words, sentence) => {
    const { code, stdout, stderr } = await portrait(words);
    expect(stderr).toMatch(sentence);
    expect(stderr).not.toMatch(/^\s+at /m);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(existsSync(out)).toBe(false);
  });
});

describe('bad usage with --json', () => {
  it.each<[string, string[], RegExp]>([
    ['no result', ['cat.jpg', '--json'], /^Required option '-o, --output/],
    ['an option that there is not', ['cat.jpg', '-o', out, '--blurr', '3', '--json'], /--blurr/],
    ['a number that is none', ['--json', 'cat.jpg', '-o', out, '--blur', 'much'], /from 0 to 100 .*"much"/],
    ['two formats', ['cat.jpg', '-o', out, '--format', 'png', '--json'], /jpeg.*png/],
    ['a batch without a folder', ['batch', folder, '--json'], /--output/],
    ['models without a command', ['models', '--json'], /./],
  ])('%s is one document on standard output, with its code', async (_, words, sentence) => {
    const { code, stdout } = await portrait(words);
    const { error } = JSON.parse(stdout) as { error: Failure };
    expect({ code, error: error.code }).toEqual({ code: 2, error: 'usage' });
    expect(error.message).toMatch(sentence);
  });

  it('is no document where --json is the name of a photo', async () => {
    const { code, stdout } = await portrait(['-o', out, '--blur', 'much', '--', '--json']);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });

  it('has no document beside the help', async () => {
    const { code, stdout } = await portrait(['--json', '--help']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Usage: portrait/);
  });
});

it('says with --json and its code what ends the whole call', async () => {
  const nowhere = join(import.meta.filename, 'results');
  const { code, stdout, stderr } = await portrait(['cat.jpg', 'dog.jpg', '-o', nowhere, '--json']);
  const { error } = JSON.parse(stdout) as { error: Failure };
  expect({ code, error: error.code }).toEqual({ code: 1, error: 'output-not-writable' });
  expect(stderr).toBe(`portrait: ${error.message}\n`);
});
