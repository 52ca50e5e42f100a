import type { DescribedCommand, DescribedOption } from '../described.ts';
import { flagsOf, quoted } from './words.ts';

/** A script for bash 3.2 and newer, without the bash-completion package. */
export function bashScript(commands: readonly DescribedCommand[]): string {
  return `# Completions of portrait for bash: eval "$(portrait completions bash)"
_portrait() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD-1]} command='' word i
  for ((i = 1; i < COMP_CWORD; i++)); do
    word=\${COMP_WORDS[i]}
    case "$command $word" in
${commands
  .filter(({ words }) => words.length > 0)
  .map(({ words }) => `      ${quoted(` ${words.join(' ')}`)}) command=' ${words.join(' ')}' ;;`)
  .join('\n')}
    esac
  done
  local words='' flags=''
  case "$command" in
${commands.map(branch).join('\n')}
  esac
  local IFS=$' \\t\\n'
  if [[ $cur == -* ]]; then
    COMPREPLY=($(compgen -W "$flags" -- "$cur"))
  else
    COMPREPLY=($(compgen -W "$words" -- "$cur"))
    local IFS=$'\\n'
    COMPREPLY+=($(compgen -f -- "$cur"))
  fi
}
complete -o filenames -F _portrait portrait
`;
}

/** What may stand after a command's words. */
function branch({ words, options, subcommands, argChoices }: DescribedCommand): string {
  const name = words.length === 0 ? '' : ` ${words.join(' ')}`;
  const listed = options.filter(({ choices }) => choices.length > 0);
  const open = options.filter(({ value, choices }) => value !== undefined && choices.length === 0);
  return `    ${quoted(name)})
      case "$prev" in
${listed.map(choiceBranch).join('')}${fileBranch(open)}      esac
      words=${quoted([...subcommands, ...argChoices].join(' '))}
      flags=${quoted(options.flatMap(flagsOf).join(' '))} ;;`;
}

const choiceBranch = (option: DescribedOption): string =>
  `        ${flagsOf(option).join('|')}) COMPREPLY=($(compgen -W ${quoted(option.choices.join(' '))} -- "$cur")); return ;;\n`;

/** A value that cannot be listed may be a file. */
const fileBranch = (options: readonly DescribedOption[]): string =>
  options.length === 0
    ? ''
    : `        ${options.flatMap(flagsOf).join('|')}) local IFS=$'\\n'; COMPREPLY=($(compgen -f -- "$cur")); return ;;\n`;
