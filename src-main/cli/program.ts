import { Command, Option } from 'commander';
import { engineChoices, outputFormats, views } from '../../src-shared/contract/compute.ts';
import { programVersion } from '../models/index.ts';
import { doctor } from './doctor.ts';
import { addMatte } from './matte.ts';
import { addModelsCommands } from './models.ts';
import { addLookOptions, subjectOption } from './look-options.ts';
import { parseNumber, parseWhole } from './options.ts';
import { renderCommand } from './render.ts';
import { segmentCommand } from './segment.ts';

/** What a command answers: whether all of it was done. */
export type Outcome = Promise<boolean>;

/** The command line, ready to run. Usage errors are thrown as commander's own, after it has printed them. */
export function buildProgram(signal: AbortSignal): { run: (argv: string[]) => Outcome } {
  let allDone = true;
  const noting =
    <A extends unknown[]>(command: (...args: A) => Outcome) =>
    async (...args: A) => {
      allDone = await command(...args);
    };
  const program = new Command('portrait')
    .description('Finds the subject of a photo, and blurs or replaces what is behind it.')
    .version(programVersion())
    .exitOverride()
    .showHelpAfterError('(portrait --help lists the options)')
    .enablePositionalOptions();
  // A command of its own, so that its required options are not asked of the others; the first word that names
  // no command falls to it.
  const main = addRenderOptions(program.command('render', { isDefault: true, hidden: true }));
  program.usage('PHOTO… -o OUT [options]').addHelpText('after', () => `\n${optionsOf(main)}`);
  main.action(
    noting((photos: string[], options: Parameters<typeof renderCommand>[1]) =>
      renderCommand(photos, options, signal),
    ),
  );
  addSegment(program, noting, signal);
  addMatte(program, noting, signal);
  addModelsCommands(program, noting, signal);
  program
    .command('doctor')
    .description('print versions, the engine in use and why, the model store and what is missing')
    .option('--json', 'for programs')
    .action(noting((options: { json?: true }) => doctor(options)));
  return {
    run: async argv => {
      await program.parseAsync(argv);
      return allDone;
    },
  };
}

/** The options of the main job, for the help of the program itself. */
const optionsOf = (command: Command): string =>
  command
    .helpInformation()
    .slice(command.helpInformation().indexOf('Options:'))
    .replace('Options:', 'With photos:');

export type Noting = <A extends unknown[]>(command: (...args: A) => Outcome) => (...args: A) => Promise<void>;

function addRenderOptions(program: Command): Command {
  const described = addLookOptions(
    addSourceOptions(program)
      .argument('<photos...>', 'JPEG, PNG, WebP, TIFF, GIF or AVIF files')
      .requiredOption('-o, --output <out>', 'the result: a file, or a folder for several photos'),
  );
  return described
    .option('--edit <edit>', 'the recipe that the editor saved, as JSON; instead of the look options')
    .option('--mask <picture>', 'take the subject from this mask (white) instead of the network')
    .addOption(new Option('--show <view>', 'what to write').choices(views).default('result'));
}

/** The options that every command with a photo takes. */
function addSourceOptions(command: Command): Command {
  return command
    .addOption(new Option('--format <format>', 'of the result; else by its name').choices(outputFormats))
    .addOption(new Option('--quality <n>', '1 to 100').argParser(parseWhole('number', 1, 100)))
    .option('--strip-metadata', 'leave out EXIF, XMP and IPTC (the colour profile stays)')
    .addOption(new Option('--engine <engine>', 'of TensorFlow.js').choices(engineChoices).default('auto'))
    .option(
      '--network <name>',
      'one network alone, also one that was imported; portrait models list names them',
    )
    .addOption(
      new Option('--max-megapixels <n>', 'refuse larger photos')
        .argParser(parseNumber('megapixels', 0.000001, 10_000))
        .default(300),
    )
    .option('--json', 'say what was done as JSON on standard output')
    .option('--force', 'replace files that exist');
}

function addSegment(program: Command, noting: Noting, signal: AbortSignal) {
  addSourceOptions(program.command('segment'))
    .description('write the soft segmentation, 8 bit, at the photo’s size')
    .argument('<photos...>', 'photos')
    .requiredOption('-o, --output <out>', 'the mask: a file, or a folder for several photos')
    .addOption(subjectOption())
    .option('--labels', 'list the classes found, with their share of the picture')
    .action(
      noting((photos: string[], options: Parameters<typeof segmentCommand>[1]) =>
        segmentCommand(photos, options, signal),
      ),
    );
}
