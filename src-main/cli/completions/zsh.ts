import type { DescribedCommand, DescribedOption } from '../described.ts';
import { flagsOf, quoted } from './words.ts';

/** A script for zsh 5: in a folder of `$fpath` as `_portrait`, or evaluated after compinit. */
export function zshScript(commands: readonly DescribedCommand[]): string {
  return `#compdef portrait
# Completions of portrait for zsh: eval "$(portrait completions zsh)", after compinit
_portrait() {
  local command='' word
  integer i
  for ((i = 2; i < CURRENT; i++)); do
    word=\${words[i]}
    case "$command $word" in
${commands
  .filter(({ words }) => words.length > 0)
  .map(({ words }) => `      (${quoted(` ${words.join(' ')}`)}) command=' ${words.join(' ')}' ;;`)
  .join('\n')}
    esac
  done
  case "$command" in
${commands.map(branch).join('\n')}
  esac
}
if [[ $funcstack[1] == _portrait ]]; then _portrait "$@"; else compdef _portrait portrait; fi
`;
}

/** What may stand after a command's words. */
function branch(command: DescribedCommand): string {
  const { words, options } = command;
  const name = words.length === 0 ? '' : ` ${words.join(' ')}`;
  const specs = options.flatMap(optionSpecs);
  return `    (${quoted(name)})
      _arguments -S ${[...specs, quoted(argumentSpec(command))].join(' \\\n        ')} ;;`;
}

/** Words that may follow, or files; those that led here are among the arguments, and complete to themselves. */
function argumentSpec({ words, subcommands, argChoices }: DescribedCommand): string {
  const next = [...subcommands, ...argChoices, ...words];
  return next.length === 0
    ? '*:file:_files'
    : `*: :{ local -a next; next=(${next.join(' ')}); _describe -t commands next next; _files }`;
}

const optionSpecs = (option: DescribedOption): string[] =>
  flagsOf(option).map(flag =>
    quoted(`*${flag}${joint(flag, option)}[${plain(option.help)}]${valueSpec(option)}`),
  );

/** A long option’s value may follow an equals sign. */
const joint = (flag: string, { value }: DescribedOption): string =>
  value !== undefined && flag.startsWith('--') ? '=' : '';

function valueSpec({ value, choices }: DescribedOption): string {
  if (value === undefined) return '';
  return choices.length > 0 ? `:${plain(value)}:(${choices.join(' ')})` : `:${plain(value)}:_files`;
}

/** Signs that _arguments reads for its own. */
const plain = (text: string): string => text.replace(/[[\]:\\]/g, String.raw`\$&`);
