import { type Edit, type Style, defaultBlur } from '../../src-shared/edit/schema.ts';

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
    background: untouched ? { kind: 'blur', amount: defaultBlur[style] } : background,
  };
}
