import type { Argument, Command, Option } from 'commander';

/** The command line as plain data, read off the program's own definitions: for its manual and its completions. */

export interface DescribedOption {
  /** As typed: `-o` and `--output`; some have one of them only. */
  readonly short: string | undefined;
  readonly long: string | undefined;
  /** What its value is called; undefined for a switch. */
  readonly value: string | undefined;
  /** The command does not run without it. */
  readonly required: boolean;
  readonly help: string;
  /** All values that it takes, where they can be listed. */
  readonly choices: readonly string[];
  readonly defaultValue: string | undefined;
}

export interface DescribedCommand {
  /** The words that call it: `models pull`; empty for the program itself, whose options are those of the main job. */
  readonly words: readonly string[];
  readonly help: string;
  /** `<photos...>`, `[name]` */
  readonly args: readonly string[];
  readonly options: readonly DescribedOption[];
  readonly subcommands: readonly string[];
  /** What its first argument may be, where that can be listed. */
  readonly argChoices: readonly string[];
}

/** The program, and each command below it, in the order of its help. */
export function describeProgram(program: Command): DescribedCommand[] {
  const shown = program.commands.filter(command => !isHidden(command));
  const main = program.commands.find(isHidden);
  const own = { ...described(program, []), subcommands: shown.map(command => command.name()) };
  const whole = main ? { ...own, ...withOptionsOf(own, main) } : own;
  return [whole, ...shown.flatMap(command => describeBelow(command, []))];
}

/** The main job is a command of its own that nobody need name. */
const withOptionsOf = (own: DescribedCommand, main: Command) => {
  const { args, options } = described(main, []);
  const more = own.options.filter(({ long }) => !options.some(option => option.long === long));
  return { args, options: [...options, ...more] };
};

function describeBelow(command: Command, above: readonly string[]): DescribedCommand[] {
  const words = [...above, command.name()];
  return [
    described(command, words),
    ...command.commands.flatMap(subcommand => describeBelow(subcommand, words)),
  ];
}

const described = (command: Command, words: readonly string[]): DescribedCommand => ({
  words,
  help: command.description(),
  args: command.registeredArguments.map(describeArgument),
  options: command.createHelp().visibleOptions(command).map(describeOption),
  subcommands: command.commands.map(subcommand => subcommand.name()),
  argChoices: command.registeredArguments.at(0)?.argChoices ?? [],
});

function describeArgument(argument: Argument): string {
  const name = argument.name() + (argument.variadic ? '…' : '');
  return argument.required ? name : `[${name}]`;
}

const describeOption = (option: Option): DescribedOption => ({
  short: option.short,
  long: option.long,
  value: /[<[]([^>\]]+)[>\]]/.exec(option.flags)?.[1],
  required: option.mandatory,
  help: option.description,
  choices: option.argChoices ?? [],
  defaultValue: option.defaultValue === undefined ? undefined : String(option.defaultValue),
});

/** commander keeps it to itself, and leaves it out of its help. */
function isHidden(command: Command): boolean {
  const parent = command.parent;
  return parent !== null && !parent.createHelp().visibleCommands(parent).includes(command);
}
