/**
 * `--self-test=FILE`: an installed program finds the subject of a sample through its own window, writes what came of it
 * into a file, and ends. The release runs it on each system: fuses leave no other way in.
 */
import { writeFile } from 'node:fs/promises';

const word = '--self-test=';

/** @returns the file to write to; undefined when the program is to run as usual */
export const selfTestFile = (argv: readonly string[]): string | undefined =>
  argv.find(each => each.startsWith(word))?.slice(word.length);

/** Runs in the page, behind the sandboxed preload. The name of what failed is part of the answer. */
export const selfTestScript = `(async () => {
  const opened = await portrait.call('photo.open', { source: { kind: 'sample', name: 'chelsea' }, job: 'self-test' });
  if (!opened.ok) return opened;
  const { photo } = opened.value;
  const marks = { engine: 'auto', strokes: [], regions: [] };
  const made = await portrait.call('photo.matte', { photo, job: 'self-test', ...marks });
  if (!made.ok) return made;
  const picture = await fetch(portrait.pictureUrl(made.value.matte.address));
  const { engine, models, subjectShare } = made.value;
  return { ok: picture.ok && subjectShare > 0.2, engine, models, subjectShare };
})()`;

interface Page {
  once(event: 'did-finish-load', listener: () => void): unknown;
  executeJavaScript(code: string): Promise<unknown>;
}

/** @returns the code to exit with: 0 when a subject was found */
export async function runSelfTest(page: Page, file: string): Promise<number> {
  await new Promise<void>(resolve => page.once('did-finish-load', () => resolve()));
  const answer = await page
    .executeJavaScript(selfTestScript)
    .catch((error: unknown) => ({ ok: false, message: String(error) }));
  await writeFile(file, `${JSON.stringify(answer)}\n`);
  return (answer as { ok?: unknown }).ok === true ? 0 : 1;
}
