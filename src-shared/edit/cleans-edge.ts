import { missingCase } from '../contract/errors.ts';
import type { Edit } from './schema.ts';

/** Whether an edit changes the colours of the subject's edge; a keyed screen's light is taken off otherwise. */
export function cleansEdge({ edge, style, key, background }: Edit): boolean {
  if (edge.decontaminate === 0 || style === 'classic' || key) return false;
  switch (background.kind) {
    case 'blur':
      return background.amount > 0;
    case 'picture':
    case 'colour':
    case 'gradient':
    case 'transparent':
      return true;
    default:
      return missingCase(background);
  }
}
