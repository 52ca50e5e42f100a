import { z } from 'zod';
import { PortraitError } from '../../src-shared/contract/errors.ts';
import { type Stroke, strokeSchema } from '../../src-shared/edit/strokes.ts';
import { NotRead, readNamed } from '../files/read-named.ts';

const strokes = z.array(strokeSchema).max(10_000);
/** A list of strokes, or an edit that has some. */
const file = z.union([strokes, z.object({ strokes }).transform(edit => edit.strokes)]);

/** More than ten thousand long strokes take. */
const MOST_BYTES = 100e6;

/**
 * Strokes from a file: a JSON list, or an edit that the editor saved. They are given, not guessed: a damaged one is
 * refused.
 * @throws PortraitError usage
 */
export async function readStrokes(path: string): Promise<Stroke[]> {
  const read = file.safeParse(await parsed(path));
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const where = issue.path.length > 0 ? `, at ${issue.path.join('.')}` : '';
  throw refusal(path, `it is neither a list of strokes nor an edit${where}`);
}

async function parsed(path: string): Promise<unknown> {
  try {
    return JSON.parse((await readNamed(path, MOST_BYTES)).toString('utf8'));
  } catch (error) {
    if (error instanceof SyntaxError) throw refusal(path, 'it is not JSON');
    const isTooLarge = error instanceof NotRead && error.reason === 'too-large';
    throw refusal(path, isTooLarge ? `it has more than ${MOST_BYTES / 1e6} MB` : 'it cannot be read');
  }
}

const refusal = (path: string, reason: string) =>
  new PortraitError('usage', `${path} gives no strokes, ${reason}: name a JSON file with strokes.`);
