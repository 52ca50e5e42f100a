import type { Background, Edit } from '../../src-shared/edit/schema.ts';
import { defaultBlur } from '../../src-shared/edit/schema.ts';

/** What the radio group "Background" offers: a gradient lies within colour. */
export const backgroundChoices = ['blur', 'picture', 'colour', 'transparent'] as const;
export type BackgroundChoice = (typeof backgroundChoices)[number];

export const choiceOf = (background: Background): BackgroundChoice =>
  background.kind === 'gradient' ? 'colour' : background.kind;

/**
 * The background that a choice starts with: the one that this photo had when it last had that choice.
 * @returns undefined for a picture that has not been chosen yet
 */
export function startOf(
  choice: BackgroundChoice,
  edit: Edit,
  remembered: ReadonlyMap<BackgroundChoice, Background>,
): Background | undefined {
  const before = remembered.get(choice);
  if (before) return before;
  if (choice === 'picture') return undefined;
  if (choice === 'blur') return { kind: 'blur', amount: defaultBlur[edit.style] };
  return choice === 'colour' ? { kind: 'colour', colour: '#ffffff' } : { kind: 'transparent' };
}
