/**
 * Every control of the edit: one entry here, and its panel shows it. Reading and writing are pure, so that what a
 * control does can be tested without a window.
 */
import type {
  Background,
  Edge,
  Edit,
  Fit,
  Key,
  Lens,
  LensShape,
  Placement,
} from '../../src-shared/edit/schema.ts';
import { centred, fits, keyNames, lensShapes, styles } from '../../src-shared/edit/schema.ts';
import { type ScreenChoice, screenChoices, screenOf, withScreen } from './screens.ts';
import { toClassic, toLens } from './styles.ts';
import type { TextKey } from './text.svelte.ts';

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

type Kind = Background['kind'];
type Of<K extends Kind> = Extract<Background, { kind: K }>;

const is =
  (kind: Kind) =>
  (edit: Edit): boolean =>
    edit.background.kind === kind;

/** Reads and writes one part of a background of this kind; any other kind is left alone. */
function part<K extends Kind, V>(
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

const placed = <F extends keyof Placement>(field: F) =>
  part(
    'picture',
    centred[field],
    of => of.placement[field],
    (of, value) => ({ ...of, placement: { ...of.placement, [field]: value } }),
  );

const ofLens = <F extends keyof Lens>(field: F) => ({
  shown: (edit: Edit): boolean => edit.style === 'lens' && edit.background.kind === 'blur',
  read: (edit: Edit): Lens[F] => edit.lens[field],
  write: (edit: Edit, value: Lens[F]): Edit => ({ ...edit, lens: { ...edit.lens, [field]: value } }),
});

const ofEdge = <F extends keyof Edge>(field: F) => ({
  read: (edit: Edit): Edge[F] => edit.edge[field],
  write: (edit: Edit, value: Edge[F]): Edit => ({ ...edit, edge: { ...edit.edge, [field]: value } }),
});

const slider = (min: number, max: number, unit: TextKey, rest: number, times = 1) =>
  ({ kind: 'slider', min, max, step: 1, unit, rest, times }) as const;

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
  {
    id: 'blur',
    section: 'background',
    label: 'blur.amount',
    ...slider(0, 100, 'unit.none', 50),
    ...part(
      'blur',
      0,
      of => of.amount,
      (of, amount) => ({ ...of, amount }),
    ),
  },
  {
    id: 'style',
    section: 'background',
    label: 'blur.style',
    kind: 'choice',
    options: styles.map(value => ({ value, label: `blur.style.${value}` as const })),
    shown: is('blur'),
    read: edit => edit.style,
    write: (edit, style) => (style === 'classic' ? toClassic(edit) : toLens(edit)),
  },
  {
    id: 'lens-shape',
    section: 'background',
    label: 'lens.shape',
    kind: 'choice',
    options: lensShapes.map(value => ({ value, label: `lens.shape.${value}` as const })),
    ...ofLens('shape'),
    write: (edit, shape) => ({ ...edit, lens: { ...edit.lens, shape: shape as LensShape } }),
  },
  {
    id: 'highlights',
    section: 'background',
    label: 'lens.highlights',
    ...slider(0, 100, 'unit.none', 0),
    ...ofLens('highlights'),
  },
  {
    id: 'falloff',
    section: 'background',
    label: 'lens.falloff',
    kind: 'toggle',
    ...ofLens('falloff'),
  },
  {
    id: 'backdrop-fit',
    section: 'background',
    label: 'backdrop.fit',
    kind: 'choice',
    options: fits.map(value => ({ value, label: `backdrop.fit.${value}` as const })),
    ...placed('fit'),
    // The notebook stretches every backdrop.
    shown: edit => is('picture')(edit) && edit.style !== 'classic',
    write: (edit, fit) => placed('fit').write(edit, fit as Fit),
  },
  {
    id: 'backdrop-scale',
    section: 'background',
    label: 'backdrop.scale',
    ...slider(10, 400, 'unit.percent', 100, 100),
    ...placed('scale'),
  },
  {
    id: 'backdrop-x',
    section: 'background',
    label: 'backdrop.x',
    ...slider(-100, 100, 'unit.percent', 0, 100),
    ...placed('x'),
  },
  {
    id: 'backdrop-y',
    section: 'background',
    label: 'backdrop.y',
    ...slider(-100, 100, 'unit.percent', 0, 100),
    ...placed('y'),
  },
  {
    id: 'backdrop-flip',
    section: 'background',
    label: 'backdrop.flip',
    kind: 'toggle',
    ...placed('flip'),
  },
  {
    id: 'colour',
    section: 'background',
    label: 'colour.fill',
    kind: 'colour',
    ...part(
      'colour',
      '#ffffff',
      of => of.colour,
      (of, colour) => ({ ...of, colour }),
    ),
  },
  {
    id: 'gradient',
    section: 'background',
    label: 'colour.gradient',
    kind: 'toggle',
    shown: edit => is('colour')(edit) || is('gradient')(edit),
    read: is('gradient'),
    write: (edit, on) => ({
      ...edit,
      background: on ? asGradient(edit.background) : asColour(edit.background),
    }),
  },
  {
    id: 'gradient-from',
    section: 'background',
    label: 'colour.from',
    kind: 'colour',
    ...part(
      'gradient',
      '#ffffff',
      of => of.from,
      (of, from) => ({ ...of, from }),
    ),
  },
  {
    id: 'gradient-to',
    section: 'background',
    label: 'colour.to',
    kind: 'colour',
    ...part(
      'gradient',
      '#808080',
      of => of.to,
      (of, to) => ({ ...of, to }),
    ),
  },
  {
    id: 'gradient-angle',
    section: 'background',
    label: 'colour.angle',
    ...slider(0, 360, 'unit.degrees', 0),
    ...part(
      'gradient',
      0,
      of => of.angle,
      (of, angle) => ({ ...of, angle }),
    ),
  },
];

const asGradient = (background: Background): Background => ({
  kind: 'gradient',
  from: background.kind === 'colour' ? background.colour : '#ffffff',
  to: '#8a8f98',
  angle: 0,
});

const asColour = (background: Background): Background => ({
  kind: 'colour',
  colour: background.kind === 'gradient' ? background.from : '#ffffff',
});

/** A section's controls that this edit has a use for. */
export const controlsOf = (section: Section, edit: Edit): Control[] =>
  controls.filter(control => control.section === section && (control.shown?.(edit) ?? true));
