import { defaultBlur, defaultEdit, type Edge, type Edit, type Style } from '../../src-shared/edit/schema.ts';

/** The notebook's recipe: a box for the blur. An amount that nobody has moved becomes the other style's own. */
export const toClassic = (edit: Edit): Edit => withStyle(edit, 'classic');

/** A lens's blur; its feather is the same both ways. */
export const toLens = (edit: Edit): Edit => {
  const { width } = edit.feather;
  return { ...withStyle(edit, 'lens'), feather: { width, height: width } };
};

function withStyle(edit: Edit, style: Style): Edit {
  const { background } = edit;
  const untouched = background.kind === 'blur' && background.amount === defaultBlur[edit.style];
  return {
    ...edit,
    style,
    edge: same(edit.edge, defaultEdit(edit.style).edge) ? defaultEdit(style).edge : edit.edge,
    background: untouched ? { kind: 'blur', amount: defaultBlur[style] } : background,
  };
}

const same = (a: Edge, b: Edge): boolean =>
  a.shift === b.shift && a.contrast === b.contrast && a.decontaminate === b.decontaminate;
