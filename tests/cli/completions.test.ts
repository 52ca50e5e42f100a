import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bashScript } from '../../src-main/cli/completions/bash.ts';
import { fishScript } from '../../src-main/cli/completions/fish.ts';
import { zshScript } from '../../src-main/cli/completions/zsh.ts';
import { describeProgram } from '../../src-main/cli/described.ts';
import { buildProgram } from '../../src-main/cli/program.ts';
import { portrait } from '../making/cli.ts';
import { put } from '../making/files.ts';
import { temporaryFolder } from '../making/folder.ts';

const folder = temporaryFolder();
const { program } = buildProgram(new AbortController().signal);
const commands = describeProgram(program);

const has = (shell: string) => spawnSync(shell, ['-c', 'exit 0']).status === 0;
const run = (shell: string, script: string) => {
  const { stdout, stderr } = spawnSync(shell, ['-c', script], { encoding: 'utf8', cwd: folder });
  expect(stderr).toBe('');
  return stdout.trim().split('\n').sort();
};

/** What is typed, and what the shell makes of its last word. */
const cases: [string, string[]][] = [
  ['portrait mod', ['models']],
  ['portrait models ', ['import', 'list', 'pull', 'remove', 'verify']],
  ['portrait models pu', ['pull']],
  ['portrait batch --sh', ['--shard', '--show']],
  ['portrait batch in -o out --rec', ['--recursive']],
  ['portrait segment --lab', ['--labels']],
  ['portrait x.jpg --lens he', ['heptagon', 'hexagon']],
  ['portrait batch in --show ', ['mask', 'overlay', 'result']],
  ['portrait completions ', ['bash', 'fish', 'zsh']],
];

it('portrait completions prints the script of a shell, and names the shells it knows', async () => {
  const { code, stdout } = await portrait(['completions', 'bash']);
  expect({ code, stdout }).toEqual({ code: 0, stdout: bashScript(commands) });
  expect(await portrait(['completions', 'tcsh'])).toMatchObject({ code: 2, stderr: /bash, zsh, fish/ });
});

describe.skipIf(!has('bash'))('bash completes', () => {
  const script = put(folder, 'portrait.bash', bashScript(commands));
  const typed = (line: string) =>
    run(
      'bash',
      `source ${script}; COMP_WORDS=(${line.replace(/ $/, " ''")}); COMP_CWORD=$((\${#COMP_WORDS[@]} - 1))
      _portrait; printf '%s\\n' "\${COMPREPLY[@]}"`,
    );
  // Where a file may stand, too, this folder's own are offered.
  const files = new Set(['portrait.bash', 'portrait.fish', 'portrait.zsh', 'my photo.jpg']);
  put(folder, 'my photo.jpg', '');

  it.each(cases)('%s', (line, words) => {
    expect(typed(line).filter(word => !files.has(word))).toEqual(words);
  });

  it('the names of files, spaces and all', () => {
    expect(typed('portrait batch my')).toEqual(['my photo.jpg']);
    expect(typed('portrait x.jpg --mask my')).toEqual(['my photo.jpg']);
  });
});

describe.skipIf(!has('fish'))('fish completes (where it is installed)', () => {
  const script = put(folder, 'portrait.fish', fishScript(commands));

  it.each(cases)('%s', (line, words) => {
    const lines = run('fish', `source ${script}; complete -C '${line}'`);
    const offered = lines.map(each => each.split('\t')[0]);
    for (const word of words) expect(offered).toContain(word);
  });
});

describe.skipIf(!has('zsh'))('zsh (where it is installed)', () => {
  it('takes the script, and registers it', () => {
    const script = put(folder, 'portrait.zsh', zshScript(commands));
    const dump = join(folder, 'zcompdump');
    const setUp = `autoload -Uz compinit; compinit -u -d ${dump}; source ${script}`;
    expect(run('zsh', `${setUp}; print -r -- $_comps[portrait]`)).toEqual(['_portrait']);
  });
});
