import { type CatalogueEntry, entryNamed, pullModel, type PullResult } from '../models/index.ts';
import { type ProgressBar, progressBar } from './progress-bar.ts';

export interface PullShowing {
  /** Where to say what is fetched and how far it is. */
  readonly stderr: NodeJS.WriteStream;
  readonly signal: AbortSignal;
  /** The store to install into; else the user's own. */
  readonly root?: string;
}

/**
 * Fetches a network, as `pullModel` does, and says so: a line first, then a bar where that is a terminal.
 *
 * @throws PortraitError as pullModel does
 */
export async function pullShowing(name: string, wish: PullShowing): Promise<PullResult> {
  const { stderr, signal, root } = wish;
  const bar = progressBar(stderr, 1);
  try {
    const show = showProgress(await entryNamed(name), stderr, bar);
    const result = await pullModel(name, { signal, ...(root !== undefined && { root }), onProgress: show });
    bar.clear();
    const done = result.status === 'installed' ? 'installed in' : 'is there already, whole, in';
    stderr.write(`${name} ${done} ${result.folder}\n`);
    return result;
  } finally {
    bar.clear();
  }
}

export const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;

/** What a network is for, its size and licence: a clause whose subject is the network. */
export function whatItBrings({ purpose, bytes, licence }: CatalogueEntry): string {
  const aim = purpose.charAt(0).toLowerCase() + purpose.slice(1).replace(/\.$/, '');
  return `${aim} (${megabytes(bytes)}, ${licence})`;
}

function showProgress(entry: CatalogueEntry, stderr: NodeJS.WriteStream, bar: ProgressBar) {
  const size = megabytes(entry.bytes);
  return (stage: string, share?: number) => {
    if (stage !== 'fetch' || entry.source.kind === 'file') return;
    if (share === undefined) stderr.write(`Fetching ${entry.title}, ${size}, ${entry.licence} …\n`);
    else bar.show(0, share, `${entry.title}, ${(share * 100).toFixed(0)} % of ${size}`);
  };
}
