import { createHash } from 'node:crypto';

/** Longer texts are cut: what matters stands first. */
const LONGEST = 2000;

/** A path, or a file's name in quotation marks. What follows a blank in a path without them is a path of its own. */
const quoted = /"[^"\n]*[^"\n\s]\.[A-Za-z0-9]{1,5}"|"[^"\n]*[/\\][^"\n]*"/g;
const bare = /(?:file:\/\/)?(?:[A-Za-z]:)?[^\s"'()[\],;]*[/\\][^\s"'()[\],;]*/g;

/** Our own sources, which tell where something went wrong, and nothing of anybody. */
const own = /.*((?:src-(?:main|shared)|node_modules)[/\\].*)$/;

/**
 * Takes names out of a text: each path and each file's name becomes eight digits that are the same wherever it is the
 * same, and its ending.
 */
export const redact = (text: string): string =>
  text
    .slice(0, LONGEST)
    .replace(quoted, name => `"${hidden(name.slice(1, -1))}"`)
    .replace(bare, path => own.exec(path)?.[1] ?? hidden(path));

function hidden(path: string): string {
  const [ending = ''] = /\.[A-Za-z0-9]{1,5}$/.exec(path) ?? [];
  return `‹${createHash('sha256').update(path).digest('hex').slice(0, 8)}›${ending}`;
}
