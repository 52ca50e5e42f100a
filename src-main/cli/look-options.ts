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
  type Scene,
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
  readonly backdropBlur?: number;
  readonly matchLight?: number;
  readonly match?: Scene['matched'];
  readonly grain?: number;
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
  option('--backdrop-blur <amount>', 'of the picture, as the lens would blur it, 0 to 100').argParser(
    percent,
  ),
];

const scenes = () => [
  option('--match-light <amount>', 'bring exposure and white balance together, 0 to 100').argParser(percent),
  option('--match <which>', 'the one that changes (default: backdrop)').choices(['backdrop', 'subject']),
  option('--grain <amount>', 'of the photo, on what was blurred or replaced, 0 to 100').argParser(percent),
];

const everyOption = () => [...subjects(), ...edges(), ...lenses(), ...backdrops(), ...scenes()];

/** Every option of the look, in the order of the work. */
export function addLookOptions(command: Command): Command {
  for (const each of everyOption()) command.addOption(each);
  return command;
}

/** The look options that were given, as they are typed. */
export function givenLook(options: LookOptions): string[] {
  const given = everyOption().filter(
    each => options[each.attributeName() as keyof LookOptions] !== undefined,
  );
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
    scene: {
      matchLight: options.matchLight ?? edit.scene.matchLight,
      matched: options.match ?? edit.scene.matched,
      grain: options.grain ?? edit.scene.grain,
    },
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
  const { fit, flip, scale, position, backdropBlur } = options;
  const { placement } = behind;
  return {
    ...behind,
    blur: backdropBlur ?? behind.blur,
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
  const blurs = blurring.some(name => options[name] !== undefined);
  return options.key && !blurs ? { kind: 'transparent' } : edit.background;
}

type Name = keyof LookOptions;
const ofLens: readonly Name[] = ['lens', 'highlights'];
const blurring: readonly Name[] = ['blur', 'falloff', ...ofLens];
const ofScene: readonly Name[] = ['backdropBlur', 'matchLight', 'grain'];

/** Options that say something of some kinds of background only, and what those are called. */
const bound: readonly (readonly [readonly Background['kind'][], string, readonly Name[]])[] = [
  [['blur'], 'a blurred background', ['blur', 'falloff']],
  [['picture'], 'a picture behind', ['fit', 'flip', 'scale', 'position', 'backdropBlur']],
  [['picture', 'colour', 'gradient'], 'a picture, a colour or a gradient behind', ['matchLight']],
  [['blur', 'picture', 'colour', 'gradient'], 'something behind', ['grain']],
];

function refuseContradictions(options: LookOptions) {
  const { kind } = options.background ?? unsaidBackground(options, defaultEdit());
  for (const [kinds, words, names] of bound) {
    const stray = names.find(name => options[name] !== undefined);
    if (stray && !kinds.includes(kind)) throw stranded(stray, words);
  }
  const lens = ofLens.find(name => options[name] !== undefined);
  if (lens && kind !== 'blur' && !options.backdropBlur) throw stranded(lens, 'a blurred background');
  refuseClassicScene(options);
  if (options.feather !== undefined && options.edgeFeather !== undefined) {
    throw new PortraitError('usage', '--feather and --edge-feather say the same: leave one of them out.');
  }
  if (options.spill !== undefined && !options.key) {
    throw new PortraitError('usage', '--spill goes with --key: say which colour the screen has.');
  }
  if (options.match !== undefined && options.matchLight === undefined) {
    throw new PortraitError('usage', '--match goes with --match-light: say how much.');
  }
}

/** The notebook knows nothing of them. */
function refuseClassicScene(options: LookOptions) {
  const stray = ofScene.find(name => options[name] !== undefined);
  if (!stray || options.style !== 'classic') return;
  throw new PortraitError('usage', `${flagOf(stray)} goes with --style lens: leave one of them out.`);
}

function stranded(name: Name, words: string): PortraitError {
  const flag = flagOf(name);
  return new PortraitError('usage', `${flag} goes with ${words}: leave out ${flag}, or change --background.`);
}

const flagOf = (name: Name): string => `--${name.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)}`;
