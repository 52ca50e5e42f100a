import type { DescribedCommand, DescribedOption } from '../described.ts';

/** A script for fish 3: in ~/.config/fish/completions as portrait.fish, or sourced. */
export function fishScript(commands: readonly DescribedCommand[]): string {
  const names = commands.filter(({ words }) => words.length > 0).map(({ words }) => words.join(' '));
  return `# Completions of portrait for fish: portrait completions fish | source
function __portrait_command
    set -l found ''
    for word in (commandline -opc)[2..-1]
        if contains -- (string trim -- "$found $word") ${names.map(quoted).join(' ')}
            set found (string trim -- "$found $word")
        end
    end
    test "$found" = "$argv[1]"
end
${commands.flatMap(lines).join('\n')}
`;
}

function lines(command: DescribedCommand): string[] {
  const { words, subcommands, argChoices, options } = command;
  const when = `complete -c portrait -n ${quoted(`__portrait_command ${quoted(words.join(' '))}`)}`;
  const next = [...subcommands, ...argChoices].map(word => `${when} -a ${quoted(word)}`);
  return [...next, ...options.map(option => `${when} ${optionWords(option)}`)];
}

function optionWords({ short, long, value, choices, help }: DescribedOption): string {
  return [
    ...(short === undefined ? [] : [`-s ${short.slice(1)}`]),
    ...(long === undefined ? [] : [`-l ${long.slice(2)}`]),
    ...(value === undefined ? [] : ['-r']),
    ...(choices.length === 0 ? [] : [`-f -a ${quoted(choices.join(' '))}`]),
    `-d ${quoted(help)}`,
  ].join(' ');
}

/** fish knows two signs within quotes. */
const quoted = (text: string): string => `'${text.replace(/[\\']/g, String.raw`\$&`)}'`;
