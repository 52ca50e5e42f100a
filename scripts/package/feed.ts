/** The list of files in electron-builder's `latest*.yml`: each a dash and what is indented below it. */
const files = /^files:\n((?: {2}.*\n)+)/m;

/**
 * Makes one list of updates of several for the same version.
 *
 * @param feeds as electron-builder writes them; what is beside the list is the first one's
 * @throws Error when one is no such list, or of another version
 */
export function mergedFeed(feeds: readonly string[]): string {
  const lists = feeds.map(feed => files.exec(feed)?.[1]);
  const versions = new Set(feeds.map(feed => /^version: (.+)$/m.exec(feed)?.[1]));
  if (lists.includes(undefined) || versions.size !== 1)
    throw new Error('Expected lists of updates of one version.');
  return feeds[0].replace(files, `files:\n${lists.join('')}`);
}
