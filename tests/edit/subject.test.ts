import { describe, expect, it } from 'vitest';
import { PortraitError } from '../../src-shared/contract/errors.ts';
import { koreanClasses, parseSubject, subjectClasses, subjectSchema } from '../../src-shared/edit/subject.ts';

describe('parseSubject', () => {
  it.each([
    ['auto', 'auto'],
    ['any', 'any'],
    ['cat', ['cat']],
    ['person,dog', ['person', 'dog']],
    [' Person , DOG ', ['person', 'dog']],
    ['고양이,사람', ['cat', 'person']],
    ['dog,dog', ['dog']],
  ])('reads %s', (text, subject) => {
    expect(parseSubject(text)).toEqual(subject);
    expect(subjectSchema.parse(subject)).toEqual(subject);
  });

  it('reads Korean that was typed letter by letter, as macOS keeps it', () => {
    expect(parseSubject('고양이'.normalize('NFD'))).toEqual(['cat']);
  });

  it.each(['', 'unicorn', 'cat,unicorn', 'auto,cat', 'cat,', 'any,auto', '고양'])(
    'refuses "%s", and names what there is',
    text => {
      const parse = () => parseSubject(text);
      expect(parse).toThrow(PortraitError);
      expect(parse).toThrow(/aeroplane.*tvmonitor/);
    },
  );

  it('knows each of the twenty classes in both languages, by names of their own', () => {
    expect(subjectClasses).toHaveLength(20);
    for (const name of subjectClasses) {
      expect(parseSubject(name)).toEqual([name]);
      expect(parseSubject(koreanClasses[name])).toEqual([name]);
    }
    expect(new Set(Object.values(koreanClasses)).size).toBe(20);
  });
});
