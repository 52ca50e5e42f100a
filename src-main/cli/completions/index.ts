/** `portrait completions bash|zsh|fish`: scripts made from the program's own definitions. One file a shell. */
import { Argument, type Command } from 'commander';
import { describeProgram } from '../described.ts';
import type { Noting } from '../program.ts';
import { bashScript } from './bash.ts';
import { fishScript } from './fish.ts';
import { zshScript } from './zsh.ts';

const scripts = { bash: bashScript, zsh: zshScript, fish: fishScript } as const;
type Shell = keyof typeof scripts;

export function addCompletions(program: Command, noting: Noting) {
  program
    .command('completions')
    .description('print a script that completes commands, options and their values')
    .addArgument(new Argument('<shell>', 'whose script').choices(Object.keys(scripts)))
    .action(
      noting((shell: Shell) => {
        process.stdout.write(scripts[shell](describeProgram(program)));
        return Promise.resolve(true);
      }),
    );
}
