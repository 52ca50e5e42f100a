import { createInterface } from 'node:readline/promises';
import { PortraitError } from '../../src-shared/contract/errors.ts';
import { catalogueEntry, type CatalogueEntry, listModels } from '../models/index.ts';
import { megabytes, pullShowing } from './pull-showing.ts';

export interface OfferStreams {
  readonly stdin: NodeJS.ReadStream;
  readonly stderr: NodeJS.WriteStream;
  readonly signal: AbortSignal;
}

/**
 * Where a network of the catalogue cannot be used as it is: says what it brings, asks whether to fetch it, and does
 * so. Asks only at a terminal, where a person can answer; a network that is there is not asked for.
 *
 * @returns whether the network is there now
 * @throws PortraitError 'model-unknown'; 'cancelled' while it asks or fetches; as pullModel does when fetching fails
 */
export async function offerModel(name: string, streams: OfferStreams): Promise<boolean> {
  const entry = catalogueEntry(name);
  if (await isUsable(name)) return true;
  if (!streams.stdin.isTTY || !streams.stderr.isTTY) return false;
  if (!(await agreesTo(questionFor(entry), streams))) return false;
  await pullShowing(name, streams);
  return true;
}

const isUsable = async (name: string): Promise<boolean> =>
  (await listModels()).some(({ entry, state }) => entry.name === name && state === 'ok');

function questionFor({ title, bytes, licence, purpose }: CatalogueEntry): string {
  const brings = purpose.charAt(0).toLowerCase() + purpose.slice(1);
  return `${title} (${megabytes(bytes)}, ${licence}) ${brings} Fetch it now? [Y/n] `;
}

/** Enter agrees, as the capital letter says; what is no answer, or the end of the input, does not. */
async function agreesTo(question: string, { stdin, stderr, signal }: OfferStreams): Promise<boolean> {
  // Without `terminal` it is the terminal that edits the line, and Ctrl-C reaches the whole program.
  const lines = createInterface({ input: stdin, output: stderr, terminal: false });
  const ended = new Promise<undefined>(resolve => lines.once('close', () => resolve(undefined)));
  const answered = lines.question(question, { signal }).catch(() => undefined);
  const answer = await Promise.race([answered, ended]);
  lines.close();
  if (answer === undefined) stderr.write('\n');
  if (signal.aborted) throw new PortraitError('cancelled', 'Interrupted before anything was fetched.');
  return answer !== undefined && /^(y|yes)?$/i.test(answer.trim());
}
