import { type Command, Option } from 'commander';
import {
  type Background,
  defaultBlur,
  defaultEdit,
  type Edit,
  type Feather,
  type Fit,
  fits,
  type Key,
  type LensShape,
  lensShapes,
  type Style,
  styles,
} from '../../src-shared/edit/schema.ts';
import type { Subject } from '../../src-shared/edit/subject.ts';
import { PortraitError } from '../../src-shared/contract/errors.ts';
import {
  parseBackground,
  parseFeather,
  parseKey,
  parseNumber,
  parsePosition,
  parseSubjectOption,
} from './options.ts';

/** The options that describe a look, and the edit that they make. */
export interface LookOptions {
  readonly style?: Style;
  readonly subject?: Subject;
  readonly key?: Key;
  readonly spill?: number;
  readonly background?: Background;
  readonly blur?: number;
  readonly lens?: LensShape;
  readonly highlights?: number;
  readonly falloff?: true;
  readonly feather?: Feather;
  readonly edgeShift?: number;
  readonly edgeContrast?: number;
  readonly edgeFeather?: number;
  readonly decontaminate?: number;
  readonly fit?: Fit;
  readonly flip?: true;
  readonly scale?: number;
  readonly position?: { x: number; y: number };
}

const percent = parseNumber('a number', 0, 100);
const option = (flags: string, help: string) => new Option(flags, help);

export const subjectOption = () =>
  option(
    '--subject <what>',
    'what stays sharp: auto (what a photographer would keep), any, or person, cat, dog … (several with commas)',
  ).argParser(parseSubjectOption);

const subjects = () => [
  subjectOption(),
  option('--key <colour>', 'a screen behind the subject: green, blue or #rrggbb').argParser(parseKey),
  option('--spill <amount>', 'of the screen’s light to take off the subject, 0 to 100').argParser(percent),
];

const edges = () => [
  option('--edge-shift <px>', 'move the edge out of the subject, or into it where negative').argParser(
    parseNumber('pixels', -100, 100),
  ),
  option('--edge-contrast <amount>', 'harden the edge, 0 to 100').argParser(percent),
  option('--edge-feather <px>', 'soften the edge').argParser(parseNumber('pixels', 0, 1000)),
  option('--decontaminate <amount>', 'take the old background out of the edge’s colours, 0 to 100').argParser(
    percent,
  ),
  option('--feather <px>', 'the same as --edge-feather, or two sides: 55x5').argParser(parseFeather),
];

const lenses = () => [
  option('--style <style>', 'lens (the default), or the notebook’s recipe').choices(styles),
  option('--blur <amount>', 'how much, 0 to 100').argParser(percent),
  option('--lens <shape>', 'of the blur (default: disc)').choices(lensShapes),
  option('--highlights <amount>', 'let bright points bloom, 0 to 100').argParser(percent),
  option('--falloff', 'keep the ground at the subject’s feet sharp, and blur more with height'),
];

const backdrops = () => [
  option(
    '--background <what>',
    'blur, a picture, a colour as #rrggbb, a gradient as #rrggbb,#rrggbb,angle, or none for transparency',
  ).argParser(parseBackground),
  option('--fit <how>', 'the picture takes the photo’s shape (default: fill)').choices(fits),
  option('--scale <times>', 'of the picture').argParser(parseNumber('a number', 0.1, 10)),
  option('--position <x,y>', 'of the picture’s middle, in shares of the photo').argParser(parsePosition),
  option('--flip', 'left and right of the picture changed over'),
];

/** Every option of the look, in the order of the work. */
export function addLookOptions(command: Command): Command {
  for (const each of [...subjects(), ...edges(), ...lenses(), ...backdrops()]) command.addOption(each);
  return command;
}

/** The look options that were given, as they are typed. */
export function givenLook(options: LookOptions): string[] {
  const all = [...subjects(), ...edges(), ...lenses(), ...backdrops()];
  const given = all.filter(each => options[each.attributeName() as keyof LookOptions] !== undefined);
  return given.map(each => each.long ?? each.flags);
}

/**
 * The edit that the options describe; what they leave open is the style's own.
 * @throws PortraitError usage when two of them contradict each other
 */
export function editFrom(options: LookOptions): Edit {
  const edit = defaultEdit(options.style);
  refuseContradictions(options);
  return {
    ...edit,
    subject: options.subject ?? edit.subject,
    key: options.key ? { ...options.key, spill: options.spill ?? options.key.spill } : null,
    feather: featherFrom(options) ?? edit.feather,
    edge: {
      shift: options.edgeShift ?? edit.edge.shift,
      contrast: options.edgeContrast ?? edit.edge.contrast,
      decontaminate: options.decontaminate ?? edit.edge.decontaminate,
    },
    lens: {
      shape: options.lens ?? edit.lens.shape,
      highlights: options.highlights ?? edit.lens.highlights,
      falloff: options.falloff ?? edit.lens.falloff,
    },
    background: backgroundFrom(options, edit),
  };
}

function featherFrom({ feather, edgeFeather }: LookOptions): Feather | undefined {
  if (edgeFeather === undefined) return feather;
  const side = Math.round(edgeFeather);
  return { width: side, height: side };
}

function backgroundFrom(options: LookOptions, edit: Edit): Background {
  const behind = options.background ?? unsaidBackground(options, edit);
  if (behind.kind === 'blur') return { kind: 'blur', amount: options.blur ?? defaultBlur[edit.style] };
  if (behind.kind !== 'picture') return behind;
  const { fit, flip, scale, position } = options;
  const { placement } = behind;
  return {
    ...behind,
    placement: {
      ...placement,
      ...position,
      fit: fit ?? placement.fit,
      flip: flip ?? placement.flip,
      scale: scale ?? placement.scale,
    },
  };
}

/** Who keys a screen and asks for no blur wants the subject cut out: a blurred screen is of use to nobody. */
function unsaidBackground(options: LookOptions, edit: Edit): Background {
  const blurs = bound[0][2].some(name => options[name] !== undefined);
  return options.key && !blurs ? { kind: 'transparent' } : edit.background;
}

/** Options that say something of one kind of background, and what that kind is called. */
const bound = [
  ['blur', 'a blurred background', ['blur', 'lens', 'highlights', 'falloff']],
  ['picture', 'a picture behind', ['fit', 'flip', 'scale', 'position']],
] as const;

function refuseContradictions(options: LookOptions) {
  const kind = options.background?.kind ?? 'blur';
  for (const [needed, words, names] of bound) {
    const stray = names.find(name => options[name] !== undefined);
    if (stray && kind !== needed) throw stranded(stray, words);
  }
  if (options.feather !== undefined && options.edgeFeather !== undefined) {
    throw new PortraitError('usage', '--feather and --edge-feather say the same: leave one of them out.');
  }
  if (options.spill !== undefined && !options.key) {
    throw new PortraitError('usage', '--spill goes with --key: say which colour the screen has.');
  }
}

function stranded(name: keyof LookOptions, words: string): PortraitError {
  const flag = `--${name.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)}`;
  return new PortraitError('usage', `${flag} goes with ${words}: leave out ${flag}, or change --background.`);
}
