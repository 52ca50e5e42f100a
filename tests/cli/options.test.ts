import { InvalidArgumentError } from 'commander';
import { describe, expect, it } from 'vitest';
import {
  editFrom,
  parseBackground,
  parseFeather,
  parseNumber,
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

  it.each(['#fff', '#12345', '#1234567', '#', ''])('is not "%s"', value => {
    expect(refusal(parseBackground, value)).toMatch(/^Expected .*#rrggbb.* but received "/);
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
