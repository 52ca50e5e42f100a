import type { Edit } from '../../src-shared/edit/schema.ts';

/** Gives one photo's look to another: style, edge and background. Its strokes and clicks stay its own. */
export const withLook = (edit: Edit, look: Edit): Edit => ({
  ...edit,
  style: look.style,
  edge: look.edge,
  feather: look.feather,
  lens: look.lens,
  background: look.background,
  scene: look.scene,
});
