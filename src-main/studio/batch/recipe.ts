import { createHash } from 'node:crypto';
import type { RequestOf } from '../../../src-shared/contract/compute.ts';
import { type Edit, editSchema } from '../../../src-shared/edit/schema.ts';
import { findModel, modelsHere } from '../../models/index.ts';
import { sumOfPicture } from './content.ts';

type Request = RequestOf<'render'>;

/** How every photo of a batch is to look, and how its result is written. Paths are absolute. */
export interface Look extends Pick<
  Request,
  'edit' | 'mask' | 'network' | 'show' | 'engine' | 'maxMegapixels'
> {
  /** The photo's own, as far as it is written, when left out. */
  readonly format?: Request['output']['format'] | undefined;
  readonly quality?: number | undefined;
  readonly keepMetadata: boolean;
}

/**
 * SHA-256 of all that makes a result beside the photo: the same recipe and photo give the same picture. Other pictures
 * count by their content. The engine does not count: both give the same to within a level.
 *
 * @param program its version
 * @throws PortraitError mask-missing, backdrop-missing …; model-unknown, model-missing, model-damaged
 */
export async function recipeOf(look: Look, program: string): Promise<string> {
  const { show, format, quality, keepMetadata, mask } = look;
  const recipe = {
    program,
    edit: await editByContent(look.edit),
    mask: mask === undefined ? null : await sumOfPicture(mask, 'mask'),
    output: { show, format, quality, keepMetadata },
    networks: await networksOf(look),
  };
  return createHash('sha256').update(JSON.stringify(recipe)).digest('hex');
}

/** In the schema's order, so that the same edit always reads the same. */
async function editByContent(edit: Edit): Promise<Edit> {
  const { background, ...rest } = editSchema.parse(edit);
  if (background.kind !== 'picture') return { ...rest, background };
  return { ...rest, background: { ...background, path: await sumOfPicture(background.path, 'backdrop') } };
}

async function networksOf({ mask, edit, network }: Look): Promise<string[]> {
  if (mask !== undefined || edit.key) return [];
  const models = network === undefined ? await modelsHere() : [await findModel(network)];
  return models.map(({ name, entry }) => `${name} ${entry.sha256}`);
}
