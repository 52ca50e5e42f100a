import { Command } from 'commander';
import { programVersion } from '../models/index.ts';
import { addBatch } from './batch.ts';
import { addCompletions } from './completions/index.ts';
import { doctor } from './doctor.ts';
import { addMatte } from './matte.ts';
import { addModelsCommands } from './models.ts';
import { subjectOption } from './look-options.ts';
import { addPictureOptions } from './picture-options.ts';
import { renderCommand } from './render.ts';
import { segmentCommand } from './segment.ts';
import { addSourceOptions } from './source-options.ts';

/** Whether all was done; or that it was ended as such a command is, by an interruption. */
export type Ending = boolean | 'ended';

/** What a command answers. */
export type Outcome = Promise<Ending>;

/** The command line, ready to run. Usage errors are thrown as commander's own, after it has printed them. */
export function buildProgram(signal: AbortSignal): {
  run: (argv: string[]) => Outcome;
  /** What it is made of: for its manual. */
  program: Command;
} {
  let ending: Ending = true;
  const noting =
    <A extends unknown[]>(command: (...args: A) => Outcome) =>
    async (...args: A) => {
      ending = await command(...args);
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
  addBatch(program, noting, signal);
  addSegment(program, noting, signal);
  addMatte(program, noting, signal);
  addModelsCommands(program, noting, signal);
  program
    .command('doctor')
    .description('print versions, the engine in use and why, the model store and what is missing')
    .option('--json', 'for programs')
    .action(noting((options: { json?: true }) => doctor(options)));
  addCompletions(program, noting);
  return {
    program,
    run: async argv => {
      await program.parseAsync(argv);
      return ending;
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

const addRenderOptions = (program: Command): Command =>
  addPictureOptions(
    addSourceOptions(program)
      .argument('<photos...>', 'JPEG, PNG, WebP, TIFF, GIF or AVIF files')
      .requiredOption('-o, --output <out>', 'the result: a file, or a folder for several photos'),
  );

function addSegment(program: Command, noting: Noting, signal: AbortSignal) {
  addSourceOptions(program.command('segment'))
    .description('write the soft segmentation, 8 bit, at the photo’s size')
    .argument('<photos...>', 'photos')
    .option(
      '-o, --output <out>',
      'the mask: a file, or a folder for several photos; not needed with --labels',
    )
    .addOption(subjectOption())
    .option('--labels', 'list the classes found, with their share of the picture')
    .action(
      noting((photos: string[], options: Parameters<typeof segmentCommand>[1]) =>
        segmentCommand(photos, options, signal),
      ),
    );
}
