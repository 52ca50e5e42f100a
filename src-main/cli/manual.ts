import type { DescribedCommand, DescribedOption } from './described.ts';

/**
 * The manual page, in man(7)'s macros, made from the program's own definitions.
 * @param commands the program itself first
 */
export function manualPage([main, ...others]: readonly DescribedCommand[], version: string): string {
  return [
    '.\\" -*- coding: utf-8 -*- Made by scripts/man-page.ts from the definitions in src-main/cli.',
    `.TH PORTRAIT 1 "" "Portrait Studio ${version}" "User Commands"`,
    '.SH NAME',
    `portrait \\- ${text(lowered(main.help))}`,
    '.SH SYNOPSIS',
    ...[main, ...others.filter(isWhole)].flatMap(synopsis),
    '.SH DESCRIPTION',
    text(description),
    '.SH OPTIONS',
    'With photos:',
    ...main.options.flatMap(option),
    '.SH COMMANDS',
    ...others.flatMap(command),
    ...sections.flatMap(([title, rows]) => [`.SH ${title}`, ...rows.flatMap(row)]),
    '',
  ].join('\n');
}

const description =
  'Without a command, blurs or replaces what is behind the subject of each photo. A file appears under its name only when it is whole, and none is replaced without being told to.';

const sections: readonly (readonly [string, readonly (readonly [string, string])[]])[] = [
  [
    'EXIT STATUS',
    [
      ['0', 'All was done.'],
      ['1', 'Some photo failed; each is named, the others are done.'],
      [
        '2',
        'The call itself is wrong. Where this, or anything else, ends the call as a whole, --json writes {"error": {"code", "message"}} in place of its document.',
      ],
      ['130', 'Interrupted. What was not finished was left out.'],
    ],
  ],
  [
    'ENVIRONMENT',
    [
      ['PORTRAIT_MODELS', 'The folder of the networks that were fetched.'],
      ['PORTRAIT_ENGINE', 'wasm, to leave TensorFlow’s own library alone where --engine says nothing.'],
      ['PORTRAIT_MIRROR', 'A server that is asked first for networks.'],
      ['PORTRAIT_DEBUG', 'Set to anything, shows more of what went wrong.'],
    ],
  ],
  [
    'EXAMPLES',
    [
      ['portrait cat.jpg -o portrait.jpg', 'Blurs what is behind the cat.'],
      ['portrait cat.jpg -o cut.png --background none', 'Cuts it out.'],
      [
        'portrait batch photos -o results --recursive --contact-sheet sheet.jpg',
        'Does all photos of a folder and those below it. The same call goes on after an interruption.',
      ],
    ],
  ],
];

/** A group of commands, such as `models`, does nothing by itself. */
const isWhole = ({ subcommands }: DescribedCommand): boolean => subcommands.length === 0;

const synopsis = ({ words, args, options }: DescribedCommand): string[] => [
  '.br',
  `.B ${text(['portrait', ...words].join(' '))}`,
  text([...args.map(name => name.toUpperCase()), ...needed(options), '[options]'].join(' ')),
];

const needed = (options: readonly DescribedOption[]): string[] =>
  options
    .filter(({ required }) => required)
    .map(({ short, long, value }) => `${short ?? long ?? ''} ${(value ?? '').toUpperCase()}`);

const command = (described: DescribedCommand): string[] => [
  `.SS portrait ${text(described.words.join(' '))} ${text(described.args.join(' ').toUpperCase())}`.trimEnd(),
  text(sentence(described.help)),
  ...described.options.filter(({ long }) => long !== '--help').flatMap(option),
];

function option({ short, long, value, help, choices, defaultValue }: DescribedOption): string[] {
  const flags = [short, long].filter(flag => flag !== undefined).map(flag => `\\fB${text(flag)}\\fR`);
  const shown = value === undefined ? '' : ` \\fI${text(value)}\\fR`;
  const rest = [
    ...(choices.length > 0 ? [`One of ${choices.join(', ')}.`] : []),
    ...(defaultValue === undefined ? [] : [`Default: ${defaultValue}.`]),
  ];
  return ['.TP', `${flags.join(', ')}${shown}`, text([sentence(help), ...rest].join(' '))];
}

const row = ([term, meaning]: readonly [string, string]): string[] => [
  '.TP',
  `.B ${text(term)}`,
  text(meaning),
];

const lowered = (help: string): string => help.charAt(0).toLowerCase() + help.slice(1).replace(/\.$/, '');

const sentence = (help: string): string =>
  `${help.charAt(0).toUpperCase()}${help.slice(1).replace(/\.$/, '')}.`;

/** Words as roff takes them: no sign of them is a command. */
const text = (words: string): string =>
  words
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replace(/^(?=[.'])/, '\\&');
