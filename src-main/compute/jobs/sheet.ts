import type { Answers, RequestOf } from '../../../src-shared/contract/compute.ts';
import { inspectPhoto, writeContactSheet } from '../../photo/index.ts';
import type { JobContext } from './job.ts';

/** What a photo's header says. */
export async function size({ photo, maxMegapixels }: RequestOf<'size'>): Promise<Answers['size']> {
  const { width, height } = await inspectPhoto(photo, { maxMegapixels });
  return { width, height };
}

/** A page of a contact sheet. */
export const sheet = async (
  { pictures, output, maxMegapixels }: RequestOf<'sheet'>,
  { signal }: JobContext,
): Promise<Answers['sheet']> => ({
  missing: await writeContactSheet(pictures, { ...output, maxMegapixels, signal }),
});
