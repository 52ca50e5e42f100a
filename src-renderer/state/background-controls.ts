import type {
  Background,
  Edit,
  Fit,
  Lens,
  LensShape,
  Placement,
  Scene,
} from '../../src-shared/edit/schema.ts';
import { centred, fits, lensShapes, styles } from '../../src-shared/edit/schema.ts';
import { type Control, is, type Kind, part, slider } from './control.ts';
import { toClassic, toLens } from './styles.ts';

const isBlurredPicture = ({ background }: Edit): boolean =>
  background.kind === 'picture' && background.blur > 0;

/** The notebook's recipe has none of it. @param kinds of background on which it does something */
const ofScene = <F extends keyof Scene>(field: F, ...kinds: Kind[]) => ({
  shown: (edit: Edit): boolean => edit.style === 'lens' && kinds.includes(edit.background.kind),
  read: (edit: Edit): Scene[F] => edit.scene[field],
  write: (edit: Edit, value: Scene[F]): Edit => ({ ...edit, scene: { ...edit.scene, [field]: value } }),
});

const placed = <F extends keyof Placement>(field: F) =>
  part(
    'picture',
    centred[field],
    of => of.placement[field],
    (of, value) => ({ ...of, placement: { ...of.placement, [field]: value } }),
  );

const ofLens = <F extends keyof Lens>(field: F) => ({
  shown: (edit: Edit): boolean =>
    edit.style === 'lens' && (is('blur')(edit) || (field !== 'falloff' && isBlurredPicture(edit))),
  read: (edit: Edit): Lens[F] => edit.lens[field],
  write: (edit: Edit, value: Lens[F]): Edit => ({ ...edit, lens: { ...edit.lens, [field]: value } }),
});

/** The controls of what is behind, each kind's in the order of the work. */
export const backgroundControls: readonly Control[] = [
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
    id: 'backdrop-blur',
    section: 'background',
    label: 'backdrop.blur',
    ...slider(0, 100, 'unit.none', 0),
    ...part(
      'picture',
      0,
      of => of.blur,
      (of, blur) => ({ ...of, blur }),
    ),
    shown: edit => is('picture')(edit) && edit.style === 'lens',
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
    id: 'match-light',
    section: 'background',
    label: 'scene.matchLight',
    ...slider(0, 100, 'unit.none', 0),
    ...ofScene('matchLight', 'picture', 'colour', 'gradient'),
  },
  {
    id: 'matched',
    section: 'background',
    label: 'scene.matched',
    kind: 'choice',
    options: (['backdrop', 'subject'] as const).map(value => ({
      value,
      label: `scene.matched.${value}` as const,
    })),
    ...ofScene('matched', 'picture', 'colour', 'gradient'),
    // Nothing changes at 0.
    shown: edit =>
      edit.scene.matchLight > 0 && ofScene('matchLight', 'picture', 'colour', 'gradient').shown(edit),
    write: (edit, matched) => ofScene('matched').write(edit, matched as Scene['matched']),
  },
  {
    id: 'grain',
    section: 'background',
    label: 'scene.grain',
    ...slider(0, 100, 'unit.none', 0),
    ...ofScene('grain', 'blur', 'picture', 'colour', 'gradient'),
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
