import type { Edit } from '../../src-shared/edit/schema.ts';
import type { Step } from './history.ts';
import { subjectText } from './subjects.ts';
import { isText, t } from './text.svelte.ts';

/** What a step of the history is called, in the language of the moment. */
export function stepText({ name, value }: Step<Edit>): string {
  if (name === 'step.subject') return t(name, { subject: subjectText(value.subject) });
  return isText(name) ? t(name) : name;
}
