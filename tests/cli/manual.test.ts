import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { describeProgram } from '../../src-main/cli/described.ts';
import { manualPage } from '../../src-main/cli/manual.ts';
import { buildProgram } from '../../src-main/cli/program.ts';
import { packageRoot, programVersion } from '../../src-main/models/index.ts';

const { program } = buildProgram(new AbortController().signal);
const commands = describeProgram(program);
const path = join(packageRoot(), 'man', 'portrait.1');

describe('the manual page', () => {
  it('is the one that "npm run man" makes of this program', () => {
    expect(readFileSync(path, 'utf8')).toBe(manualPage(commands, programVersion()));
  });

  it('has every command and every option', () => {
    expect(commands.map(({ words }) => words.join(' '))).toEqual(
      expect.arrayContaining(['', 'batch', 'matte', 'models pull', 'doctor', 'completions']),
    );
    const page = readFileSync(path, 'utf8');
    for (const { words, options } of commands) {
      expect(page).toContain(`portrait${words.map(word => ` ${word}`).join('')}`);
      for (const { long } of options) expect(page).toContain(long?.replaceAll('-', '\\-'));
    }
  });

  it.skipIf(spawnSync('groff', ['--version']).status !== 0)('sets without a warning (needs groff)', () => {
    const { stderr, stdout } = spawnSync('groff', ['-man', '-ww', '-K', 'utf8', '-T', 'utf8', path], {
      encoding: 'utf8',
    });
    expect(stderr).toBe('');
    expect(stdout).toMatch(/PHOTOS… .o OUT/);
  });
});

it('a command’s words that roff would take for its own are only words', () => {
  const [main] = commands;
  const odd = { ...main, help: '.ex \\n', options: [], args: [] };
  expect(manualPage([odd, { ...odd, words: ['x'] }], '0')).toContain('\n\\&.ex \\en.\n');
});
