/**
 * Every control of the edit: one entry here, and its panel shows it. Reading and writing are pure, so that what a
 * control does can be tested without a window.
 */
import type { Edge, Edit, Key } from '../../src-shared/edit/schema.ts';
import { keyNames } from '../../src-shared/edit/schema.ts';
import { backgroundControls } from './background-controls.ts';
import { type Control, type Section, slider } from './control.ts';
import { type ScreenChoice, screenChoices, screenOf, withScreen } from './screens.ts';

export type { Control, SliderControl } from './control.ts';

const ofEdge = <F extends keyof Edge>(field: F) => ({
  read: (edit: Edit): Edge[F] => edit.edge[field],
  write: (edit: Edit, value: Edge[F]): Edit => ({ ...edit, edge: { ...edit.edge, [field]: value } }),
});

const ofKey = <F extends keyof Key>(field: F, rest: Key[F]) => ({
  shown: (edit: Edit) => edit.key !== null,
  read: (edit: Edit): Key[F] => edit.key?.[field] ?? rest,
  write: (edit: Edit, value: Key[F]): Edit =>
    edit.key ? { ...edit, key: { ...edit.key, [field]: value } } : edit,
});

export const controls: readonly Control[] = [
  {
    id: 'screen',
    section: 'screen',
    label: 'screen',
    kind: 'choice',
    options: screenChoices.map(value => ({ value, label: `screen.${value}` as const })),
    read: screenOf,
    write: (edit, choice) => withScreen(edit, choice as ScreenChoice),
  },
  {
    id: 'screen-colour',
    section: 'screen',
    label: 'screen.which',
    kind: 'colour',
    ...ofKey('colour', keyNames.green),
    shown: edit => screenOf(edit) === 'colour',
  },
  {
    id: 'screen-tolerance',
    section: 'screen',
    label: 'screen.tolerance',
    ...slider(0, 100, 'unit.none', 50),
    ...ofKey('tolerance', 50),
  },
  {
    id: 'screen-spill',
    section: 'screen',
    label: 'screen.spill',
    ...slider(0, 100, 'unit.percent', 100),
    ...ofKey('spill', 100),
  },
  {
    id: 'edge-shift',
    section: 'edge',
    label: 'edge.shift',
    ...slider(-30, 30, 'unit.pixels', 0),
    step: 0.5,
    ...ofEdge('shift'),
  },
  {
    id: 'edge-contrast',
    section: 'edge',
    label: 'edge.contrast',
    ...slider(0, 100, 'unit.none', 0),
    ...ofEdge('contrast'),
  },
  {
    id: 'feather',
    section: 'edge',
    label: 'edge.feather',
    ...slider(0, 300, 'unit.pixels', 0),
    read: edit => edit.feather.width,
    write: (edit: Edit, width: number) => ({
      ...edit,
      feather: { width, height: edit.style === 'classic' ? edit.feather.height : width },
    }),
  },
  {
    id: 'feather-down',
    section: 'edge',
    label: 'edge.featherDown',
    ...slider(0, 300, 'unit.pixels', 0),
    shown: edit => edit.style === 'classic',
    read: edit => edit.feather.height,
    write: (edit: Edit, height: number) => ({ ...edit, feather: { ...edit.feather, height } }),
  },
  {
    id: 'decontaminate',
    section: 'edge',
    label: 'edge.decontaminate',
    ...slider(0, 100, 'unit.percent', 100),
    ...ofEdge('decontaminate'),
    // A keyed screen's light has a slider of its own.
    shown: edit => edit.style === 'lens' && edit.key === null,
  },
  ...backgroundControls,
];

/** A section's controls that this edit has a use for. */
export const controlsOf = (section: Section, edit: Edit): Control[] =>
  controls.filter(control => control.section === section && (control.shown?.(edit) ?? true));
