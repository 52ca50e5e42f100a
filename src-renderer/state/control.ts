import type { Background, Edit } from '../../src-shared/edit/schema.ts';
import type { TextKey } from './text.svelte.ts';

/** What a control of the edit is, and how one reads and writes a part of it. */

export type Section = 'screen' | 'edge' | 'background';

interface Common {
  readonly id: string;
  readonly section: Section;
  readonly label: TextKey;
  /** Without it, always. */
  readonly shown?: (edit: Edit) => boolean;
}
export interface SliderControl extends Common {
  readonly kind: 'slider';
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly unit: TextKey;
  /** What a double click goes back to. */
  readonly rest: number;
  /** The slider's scale is the value's own times this: 100 shows shares as per cent. */
  readonly times?: number;
  read(edit: Edit): number;
  write(edit: Edit, value: number): Edit;
}
export interface ChoiceControl extends Common {
  readonly kind: 'choice';
  readonly options: readonly { readonly value: string; readonly label: TextKey }[];
  read(edit: Edit): string;
  write(edit: Edit, value: string): Edit;
}
export interface ColourControl extends Common {
  readonly kind: 'colour';
  read(edit: Edit): string;
  write(edit: Edit, value: string): Edit;
}
export interface ToggleControl extends Common {
  readonly kind: 'toggle';
  read(edit: Edit): boolean;
  write(edit: Edit, value: boolean): Edit;
}
export type Control = SliderControl | ChoiceControl | ColourControl | ToggleControl;

export type Kind = Background['kind'];
type Of<K extends Kind> = Extract<Background, { kind: K }>;

export const is =
  (kind: Kind) =>
  (edit: Edit): boolean =>
    edit.background.kind === kind;

/** Reads and writes one part of a background of this kind; any other kind is left alone. */
export function part<K extends Kind, V>(
  kind: K,
  rest: V,
  get: (of: Of<K>) => V,
  set: (of: Of<K>, value: V) => Of<K>,
) {
  const of = (edit: Edit): Of<K> | undefined =>
    edit.background.kind === kind ? (edit.background as Of<K>) : undefined;
  return {
    shown: is(kind),
    read: (edit: Edit): V => {
      const background = of(edit);
      return background ? get(background) : rest;
    },
    write: (edit: Edit, value: V): Edit => {
      const background = of(edit);
      return background ? { ...edit, background: set(background, value) } : edit;
    },
  };
}

export const slider = (min: number, max: number, unit: TextKey, rest: number, times = 1) =>
  ({ kind: 'slider', min, max, step: 1, unit, rest, times }) as const;
