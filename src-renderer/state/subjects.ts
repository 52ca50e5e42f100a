/** What the chips of the Subject panel mean: pure, so that what a click does can be tested without a window. */
import type { ClassShare } from '../../src-shared/contract/compute.ts';
import { type Subject, type SubjectClass, subjectClasses } from '../../src-shared/edit/subject.ts';
import { language, t } from './text.svelte.ts';

export interface Chip {
  readonly name: SubjectClass;
  /** Of the picture, 0…1; undefined for a class that is wanted and was not found. */
  readonly share: number | undefined;
  readonly meant: boolean;
}

/** What a matte says of the classes. */
export interface Seen {
  readonly classes: readonly ClassShare[];
  readonly meant: readonly SubjectClass[];
}

export const sameSubject = (a: Subject, b: Subject): boolean =>
  a === b || (typeof a !== 'string' && typeof b !== 'string' && a.join() === b.join());

/** One chip a class: those that were found, the largest first, then those that are wanted nonetheless. */
export function chipsOf(subject: Subject, { classes, meant }: Seen): readonly Chip[] {
  const wanted = meantBy(subject, meant);
  const found = classes.map(({ name, share }) => ({ name, share, meant: wanted.includes(name) }));
  const others = wanted.filter(name => !classes.some(one => one.name === name));
  return [...found, ...others.map(name => ({ name, share: undefined, meant: true }))];
}

/** The subject after a click on a class's chip. Without any class left, it is whatever stands out. */
export function toggled(subject: Subject, { meant }: Seen, name: SubjectClass): Subject {
  const before = meantBy(subject, meant);
  const after = before.includes(name) ? before.filter(one => one !== name) : [...before, name];
  return after.length === 0 ? 'any' : subjectClasses.filter(one => after.includes(one));
}

/** What was named counts; only where nothing was, what was found to be meant. */
const meantBy = (subject: Subject, meant: readonly SubjectClass[]): readonly SubjectClass[] =>
  typeof subject !== 'string' ? subject : subject === 'auto' ? meant : [];

/** A subject in a person's words. */
export function subjectText(subject: Subject): string {
  if (typeof subject === 'string') return t(`subject.${subject}`);
  const names = subject.map(name => t(`subject.class.${name}`));
  return new Intl.ListFormat(language.locale, { type: 'unit' }).format(names);
}
