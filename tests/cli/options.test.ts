import { InvalidArgumentError } from 'commander';
import { describe, expect, it } from 'vitest';
import { editFrom } from '../../src-main/cli/look-options.ts';
import {
  parseBackground,
  parseFeather,
  parseKey,
  parseNumber,
  parsePosition,
  parseWhole,
} from '../../src-main/cli/options.ts';
import { editSchema } from '../../src-shared/edit/schema.ts';

/** What the parser says: always what it expected, and what came. */
function refusal(parse: (value: string) => unknown, value: string): string {
  try {
    parse(value);
  } catch (error) {
    expect(error).toBeInstanceOf(InvalidArgumentError);
    return (error as Error).message;
  }
  return 'accepted';
}

describe('a number', () => {
  const blur = parseNumber('a number', 0, 100);

  it('is taken from its range, ends included', () => {
    expect(['0', '100', '12.5', '1e1'].map(blur)).toEqual([0, 100, 12.5, 10]);
  });

  it.each(['-1', '100.1', '', ' ', 'many', '5px', 'NaN', 'Infinity'])('is not "%s"', value => {
    expect(refusal(blur, value)).toBe(`Expected a number from 0 to 100 but received "${value}".`);
  });

  it('is whole where it must be', () => {
    const quality = parseWhole('number', 1, 100);
    expect(quality('92')).toBe(92);
    for (const value of ['92.5', '0', '101', 'good'])
      expect(refusal(quality, value)).toBe(`Expected a whole number from 1 to 100 but received "${value}".`);
  });
});

describe('a feather', () => {
  it('is one side, or two', () => {
    expect(parseFeather('8')).toEqual({ width: 8, height: 8 });
    expect(parseFeather('55x5')).toEqual({ width: 55, height: 5 });
    expect(parseFeather('0')).toEqual({ width: 0, height: 0 });
  });

  it.each(['-1', '1001', '8x', 'x8', '8x1001', '1.5', '', '8x8x8', 'soft'])('is not "%s"', value => {
    expect(refusal(parseFeather, value)).toMatch(/^Expected pixels .* but received "/);
    expect(refusal(parseFeather, value)).toContain(`"${value}"`);
  });
});

describe('a background', () => {
  it('is blur, nothing, a colour or the path of a picture', () => {
    expect(parseBackground('blur')).toMatchObject({ kind: 'blur' });
    expect(parseBackground('none')).toEqual({ kind: 'transparent' });
    expect(parseBackground('#00FF7f')).toEqual({ kind: 'colour', colour: '#00ff7f' });
    expect(parseBackground('in/beach.jpg')).toMatchObject({ kind: 'picture', path: 'in/beach.jpg' });
    expect(parseBackground('#1 beach.jpg'), 'a file’s name').toMatchObject({ kind: 'picture' });
  });

  it('is a gradient between two colours', () => {
    expect(parseBackground('#102030,#F0E0A0,45')).toEqual({
      kind: 'gradient',
      from: '#102030',
      to: '#f0e0a0',
      angle: 45,
    });
    expect(parseBackground('#102030,#f0e0a0')).toMatchObject({ kind: 'gradient', angle: 0 });
    expect(refusal(parseBackground, '#102030,#f0e0a0,361')).toContain('an angle from 0 to 360');
  });

  it.each(['#fff', '#12345', '#1234567', '#', '', '#102030,', '#102030,#fff'])('is not "%s"', value => {
    expect(refusal(parseBackground, value)).toMatch(/^Expected .*#rrggbb.* but received "/);
  });
});

describe('a screen’s colour', () => {
  it('is green, blue or any colour', () => {
    expect(parseKey('green').colour).toBe('#00b140');
    expect(parseKey('blue').colour).toBe('#0047bb');
    expect(parseKey('#22CC33').colour).toBe('#22cc33');
    for (const value of ['red', '#fff', '', 'constructor'])
      expect(refusal(parseKey, value)).toContain(`received "${value}"`);
  });
});

describe('a position', () => {
  it('is two shares of the photo', () => {
    expect(parsePosition('0.2,-0.1')).toEqual({ x: 0.2, y: -0.1 });
    for (const value of ['0.2', '0.2,', '1,2,3', '6,0', 'left,top', ''])
      expect(refusal(parsePosition, value)).toContain(`received "${value}"`);
  });
});

describe('the edit', () => {
  it('is each style’s own where the options leave it open', () => {
    expect(editFrom({ style: 'lens' }).background).toEqual({ kind: 'blur', amount: 50 });
    expect(editFrom({ style: 'classic' }).background).toEqual({ kind: 'blur', amount: 100 });
    const blur = parseBackground('blur');
    expect(editFrom({ style: 'classic', background: blur }).background).toEqual({
      kind: 'blur',
      amount: 100,
    });
  });

  it('is what the options say, and always a valid one', () => {
    const edit = editFrom({ style: 'lens', blur: 0, feather: { width: 3, height: 4 } });
    expect(edit).toMatchObject({
      background: { kind: 'blur', amount: 0 },
      feather: { width: 3, height: 4 },
    });
    expect(editSchema.parse(edit)).toEqual(edit);
    for (const background of ['none', '#abcdef', 'beach.jpg'].map(parseBackground))
      expect(editSchema.parse(editFrom({ style: 'lens', background })).background).toEqual(background);
  });

  it('takes each part from its option', () => {
    const background = parseBackground('beach.jpg');
    const look = { background, fit: 'fit', flip: true, scale: 2, position: { x: 0.1, y: 0 } } as const;
    const placement = { fit: 'fit', flip: true, scale: 2, x: 0.1, y: 0 };
    expect(editFrom(look).background).toMatchObject({ placement, blur: 0 });
    expect(editFrom({ lens: 'hexagon', highlights: 40, falloff: true }).lens).toEqual({
      shape: 'hexagon',
      highlights: 40,
      falloff: true,
    });
    expect(editFrom({ decontaminate: 50 }).edge).toEqual({ shift: 0, contrast: 0, decontaminate: 50 });
    expect(editFrom({ edgeShift: -2.5, edgeContrast: 30 }).edge).toEqual({
      shift: -2.5,
      contrast: 30,
      decontaminate: 100,
    });
    expect(editFrom({ background, backdropBlur: 30, lens: 'disc' }).background).toMatchObject({ blur: 30 });
    expect(editFrom({ background, matchLight: 80, match: 'subject', grain: 40 }).scene).toEqual({
      matchLight: 80,
      matched: 'subject',
      grain: 40,
    });
    expect(editFrom({ grain: 40 }).scene).toEqual({ matchLight: 0, matched: 'backdrop', grain: 40 });
    expect(editFrom({ edgeFeather: 7 }).feather).toEqual({ width: 7, height: 7 });
    expect(editFrom({ key: parseKey('green'), spill: 30 }).key).toMatchObject({ spill: 30 });
    expect(editFrom({ key: parseKey('green') }).background).toEqual({ kind: 'transparent' });
    expect(editFrom({ key: parseKey('green'), blur: 20 }).background.kind).toBe('blur');
  });

  it.each([
    [{ fit: 'fit' }, '--fit goes with a picture behind'],
    [{ falloff: true, background: parseBackground('none') }, '--falloff goes with a blurred background'],
    [{ feather: { width: 1, height: 1 }, edgeFeather: 2 }, '--feather and --edge-feather'],
    [{ spill: 5 }, '--spill goes with --key'],
    [{ matchLight: 50 }, '--match-light goes with a picture, a colour or a gradient behind'],
    [{ backdropBlur: 5 }, '--backdrop-blur goes with a picture behind'],
    [{ grain: 50, background: parseBackground('none') }, '--grain goes with something behind'],
    [{ grain: 50, key: parseKey('green') }, '--grain goes with something behind'],
    [{ grain: 50, style: 'classic' }, '--grain goes with --style lens'],
    [{ match: 'subject', background: parseBackground('a.jpg') }, '--match goes with --match-light'],
    [{ lens: 'hexagon', background: parseBackground('a.jpg') }, '--lens goes with a blurred background'],
  ] as const)('refuses what contradicts itself: %o', (look, sentence) => {
    expect(() => editFrom(look)).toThrow(sentence);
  });

  it('refuses a blur where nothing is blurred', () => {
    const background = parseBackground('#ffffff');
    expect(() => editFrom({ style: 'lens', blur: 5, background })).toThrow(
      expect.objectContaining({ code: 'usage' }) as Error,
    );
    expect(editFrom({ style: 'lens', blur: 5, background: parseBackground('blur') }).background).toEqual({
      kind: 'blur',
      amount: 5,
    });
  });
});
