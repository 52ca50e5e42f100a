import { InvalidArgumentError } from 'commander';
import {
  type Background,
  centred,
  defaultBlur,
  type Feather,
  type Key,
  keyNames,
  keySchema,
} from '../../src-shared/edit/schema.ts';
import { parseSubject, type Subject } from '../../src-shared/edit/subject.ts';
import type { Shard } from '../studio/index.ts';

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

/** `2/8`: the second of eight parts. */
export function parseShard(value: string): Shard {
  const parts = /^(\d{1,5})\/(\d{1,5})$/.exec(value);
  const [index, count] = [Number(parts?.[1]), Number(parts?.[2])];
  if (!(index >= 1 && index <= count)) throw expected('I/N with I from 1 to N, as 2/8,', value);
  return { index, count };
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

/** `blur`, `none`, `#rrggbb`, `#rrggbb,#rrggbb` with an angle or without, or else a picture's path. */
export function parseBackground(value: string): Background {
  if (value === 'blur') return { kind: 'blur', amount: defaultBlur.lens };
  if (value === 'none') return { kind: 'transparent' };
  if (/^#[0-9a-f]{6}$/i.test(value)) return { kind: 'colour', colour: value.toLowerCase() };
  const gradient = /^(#[0-9a-f]{6}),(#[0-9a-f]{6})(?:,(\d{1,3}))?$/i.exec(value);
  if (gradient) {
    const [, from, to, angle = '0'] = gradient;
    return parseGradient(from, to, angle, value);
  }
  if (/^#[0-9a-f,#]*$/i.test(value))
    throw expected('#rrggbb, or #rrggbb,#rrggbb,angle for a gradient', value);
  if (value === '') throw expected('blur, none, #rrggbb or the path of a picture', value);
  return { kind: 'picture', path: value, placement: centred, blur: 0 };
}

function parseGradient(from: string, to: string, angle: string, value: string): Background {
  if (Number(angle) > 360) throw expected('an angle from 0 to 360 after the gradient’s colours', value);
  return { kind: 'gradient', from: from.toLowerCase(), to: to.toLowerCase(), angle: Number(angle) };
}

/** `green`, `blue` or `#rrggbb`. */
export function parseKey(value: string): Key {
  const colour = Object.hasOwn(keyNames, value)
    ? keyNames[value as keyof typeof keyNames]
    : value.toLowerCase();
  if (!/^#[0-9a-f]{6}$/.test(colour)) throw expected('green, blue or a colour as #rrggbb', value);
  return keySchema.parse({ colour });
}

/** `0.2,-0.1`: shares of the photo's width and height. */
export function parsePosition(value: string): { x: number; y: number } {
  const [x, y, ...more] = value.split(',').map(part => (part.trim() === '' ? NaN : Number(part)));
  const inside = (share: number) => share >= -5 && share <= 5;
  if (!inside(x) || !inside(y) || more.length > 0) {
    throw expected('two shares of the photo from -5 to 5, as 0.2,-0.1,', value);
  }
  return { x, y };
}

/** `auto`, `any`, or names of classes with commas between. */
export function parseSubjectOption(value: string): Subject {
  try {
    return parseSubject(value);
  } catch (error) {
    throw new InvalidArgumentError(error instanceof Error ? error.message : String(error));
  }
}
