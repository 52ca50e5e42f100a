import { copyFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { CommanderError } from 'commander';
import fc from 'fast-check';
import { buildProgram } from '../../../src-main/cli/program.ts';
import { packageRoot } from '../../../src-main/models/index.ts';
import { halfWritten } from '../../making/processes.ts';
import { Finding, LONGEST } from '../judge.ts';
import { keepWithin, ownFolder } from '../own-folder.ts';
import { valuesTarget } from '../values-target.ts';

const folder = ownFolder();
keepWithin(folder);
process.chdir(folder);
for (const name of ['chelsea.png', 'astronaut.png'])
  copyFileSync(join(packageRoot(), 'assets/samples', name), join(folder, name));

/** Runs the program's own parser and commands in this process. @returns what it said */
async function portrait(words: readonly string[]): Promise<string> {
  let said = '';
  const listen = (text: string | Uint8Array): boolean => Boolean((said += String(text)));
  const streams = [process.stdout, process.stderr];
  for (const stream of streams) stream.write = listen;
  try {
    // Less than what counts as hanging: a command that works for long must let itself be stopped.
    await buildProgram(AbortSignal.timeout(LONGEST / 2)).run(['node', 'portrait', ...words]);
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
  } finally {
    // The stream's own is its class's.
    for (const stream of streams) Reflect.deleteProperty(stream, 'write');
  }
  return said;
}

const commands = [
  'segment',
  'matte',
  'models list',
  'models pull',
  'models import',
  'models verify',
  'models remove',
  'doctor',
  'batch',
  'completions',
];
let help = '';
for (const name of ['', ...commands]) help += await portrait([...name.split(' ').filter(Boolean), '--help']);

/** Every option that the help names, so that a new one is among them. */
const options = [...new Set(help.match(/--?[a-z][a-z-]*/g))].filter(name => name !== '--watch');

const values = fc.constantFrom(
  ...[
    '0',
    '1',
    '-1',
    '50',
    '100',
    '101',
    '1e9',
    '1e999',
    'NaN',
    '0x10',
    '8',
    '55x5',
    '0,0',
    '-5,5',
    '1,5',
    '',
  ],
  ...[
    'auto',
    'wasm',
    'lens',
    'classic',
    'disc',
    'blur',
    'none',
    'green',
    '#ff0000',
    '#ff0000,#00ff00,45',
    'person,dog',
  ],
  ...[
    'fill',
    'result',
    'mask',
    'png',
    'jpeg',
    'selfie',
    'u2netp',
    'deeplab',
    '--',
    '-',
    '__proto__',
    'constructor',
  ],
  ...[
    'chelsea.png',
    'astronaut.png',
    'missing.png',
    '.',
    'out.png',
    'out.jpg',
    'out.tiff',
    'out/',
    'ㅎㅏㄴ.png',
    'x'.repeat(300),
  ],
);
const anything = fc.oneof(fc.string(), fc.string({ unit: 'binary' })).filter(word => !/[/\\]/.test(word));
const option = fc.tuple(fc.constantFrom(...options), fc.option(values, { nil: undefined }));

/** Words behind the program's name: often a command that could be meant, with options, and a word out of place. */
const words = fc
  .tuple(
    fc.constantFrom(
      'chelsea.png -o out.png --force',
      'chelsea.png astronaut.png -o out',
      'chelsea.png --mask astronaut.png -o out.png',
      'batch chelsea.png missing.png -o many',
      '',
      ...commands,
    ),
    fc.array(
      fc.oneof({ weight: 6, arbitrary: option }, { weight: 1, arbitrary: anything.map(word => [word]) }),
      { maxLength: 6 },
    ),
  )
  .map(([command, rest]) => [
    ...command.split(' ').filter(Boolean),
    ...rest.flat().filter(word => word !== undefined),
  ]);

let last: Promise<unknown> = Promise.resolve();

/** A call of the command line. */
export const target = valuesTarget(
  words,
  async call => {
    await (last = portrait(call));
    const left = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(name =>
      halfWritten.test(name),
    );
    if (left.length > 0) throw new Finding(`It left ${left.join()}`, 'files left');
  },
  // What is under way when the time is over still has the streams.
  () =>
    last.then(
      () => undefined,
      () => undefined,
    ),
);
