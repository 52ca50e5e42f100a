import type { Source } from '../../src-shared/contract/editor/channel.ts';
import { t } from './text.svelte.ts';

/** Whether two name the same file: what is handed in goes by its content, all else by its place. */
export const sameSource = (a: Source, b: Source): boolean => JSON.stringify(a) === JSON.stringify(b);

/** What a person calls the file, as far as its source tells. */
export function nameOf(source: Source): string {
  if (source.kind === 'path') return source.path.split(/[\\/]/).at(-1)!;
  return source.kind === 'sample' ? source.name : t('photo.chosen');
}
