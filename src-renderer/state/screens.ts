import { type Edit, keyNames, keySchema } from '../../src-shared/edit/schema.ts';

/** What the radio group "Screen" offers. */
export const screenChoices = ['off', 'green', 'blue', 'colour'] as const;
export type ScreenChoice = (typeof screenChoices)[number];

/** Between the two that have names. */
const ANY_COLOUR = '#20a080';

export function screenOf({ key }: Edit): ScreenChoice {
  if (!key) return 'off';
  if (key.colour === keyNames.green) return 'green';
  return key.colour === keyNames.blue ? 'blue' : 'colour';
}

/** The edit with another screen, or none. A screen that is only blurred is of use to nobody: it goes away. */
export function withScreen(edit: Edit, choice: ScreenChoice): Edit {
  if (choice === 'off') return { ...edit, key: null };
  const colour = choice === 'colour' ? ANY_COLOUR : keyNames[choice];
  const key = keySchema.parse({ ...edit.key, colour });
  const { background } = edit;
  return { ...edit, key, background: background.kind === 'blur' ? { kind: 'transparent' } : background };
}
