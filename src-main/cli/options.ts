import { InvalidArgumentError } from 'commander';
import {
  type Background,
  centred,
  defaultBlur,
  defaultEdit,
  type Edit,
  type Feather,
  type Style,
} from '../../src-shared/edit/schema.ts';
import { parseSubject, type Subject } from '../../src-shared/edit/subject.ts';
import { PortraitError } from '../../src-shared/contract/errors.ts';

/** How words of the command line become parts of the edit. Each parser says what it expected. */

const expected = (what: string, value: string) =>
  new InvalidArgumentError(`Expected ${what} but received "${value}".`);

export function parseNumber(what: string, least: number, most: number) {
  return (value: string): number => {
    const number = Number(value);
    if (value.trim() === '' || !(number >= least && number <= most)) {
      throw expected(`${what} from ${least} to ${most}`, value);
    }
    return number;
  };
}

export function parseWhole(what: string, least: number, most: number) {
  const parse = parseNumber(`a whole ${what}`, least, most);
  return (value: string): number => {
    const number = parse(value);
    if (!Number.isInteger(number)) throw expected(`a whole ${what} from ${least} to ${most}`, value);
    return number;
  };
}

/** `8`, or `55x5` for a box of two sides. */
export function parseFeather(value: string): Feather {
  const sides = /^(\d{1,4})(?:x(\d{1,4}))?$/.exec(value);
  const width = Number(sides?.[1]);
  const height = Number(sides?.[2] ?? sides?.[1]);
  if (!sides || width > 1000 || height > 1000) {
    throw expected('pixels from 0 to 1000, as 8 or 55x5,', value);
  }
  return { width, height };
}

/** `blur`, `none`, `#rrggbb`, or else a picture's path. */
export function parseBackground(value: string): Background {
  if (value === 'blur') return { kind: 'blur', amount: defaultBlur.lens };
  if (value === 'none') return { kind: 'transparent' };
  if (/^#[0-9a-f]{6}$/i.test(value)) return { kind: 'colour', colour: value.toLowerCase() };
  if (/^#[0-9a-f]*$/i.test(value)) throw expected('a colour as #rrggbb', value);
  if (value === '') throw expected('blur, none, #rrggbb or the path of a picture', value);
  return { kind: 'picture', path: value, placement: centred };
}

/** `auto`, `any`, or names of classes with commas between. */
export function parseSubjectOption(value: string): Subject {
  try {
    return parseSubject(value);
  } catch (error) {
    throw new InvalidArgumentError(error instanceof Error ? error.message : String(error));
  }
}

export interface LookOptions {
  readonly style: Style;
  readonly subject?: Subject;
  readonly background?: Background;
  readonly blur?: number;
  readonly feather?: Feather;
}

/** The edit that the options describe; what they leave open is the style's own. */
export function editFrom({ style, subject, background, blur, feather }: LookOptions): Edit {
  const edit = defaultEdit(style);
  if (blur !== undefined && background && background.kind !== 'blur') {
    throw new PortraitError(
      'usage',
      '--blur goes with a blurred background: leave out --blur or --background.',
    );
  }
  const behind = background ?? edit.background;
  return {
    ...edit,
    subject: subject ?? edit.subject,
    feather: feather ?? edit.feather,
    background: behind.kind === 'blur' ? { kind: 'blur', amount: blur ?? defaultBlur[style] } : behind,
  };
}
