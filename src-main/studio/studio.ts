import type { Channel, Ending } from '../compute/channel.ts';
import { ComputeClient } from '../compute/client.ts';
import { explainEnding } from '../compute/ending.ts';
import type { Log } from '../log/log.ts';
import { removeLeftovers } from '../photo/atomic.ts';

/** What the use cases share: the compute process, and the folders that it may be writing to. */
export interface Studio {
  readonly compute: ComputeClient;
  /** Folders that results are written to; searched for half-written files when the compute process dies. */
  readonly outputFolders: Set<string>;
  /** Another compute process, for what may bring it down; whoever asks for it closes it. */
  computeApart(): ComputeClient;
  /**
   * Starts the compute process and has it load the network, so that the first photo waits for neither. What goes wrong
   * is told when a photo needs it.
   */
  warmUp(): void;
  close(): void;
}

export interface StudioParts {
  readonly start?: () => Channel;
  readonly first?: Channel;
  readonly log?: Log;
}

/**
 * @param start gives a compute process; without it, a plain child of this one
 * @param first a compute process that was started already
 * @param log where it is noted that a compute process died
 */
export function openStudio({ start, first, log }: StudioParts = {}): Studio {
  const outputFolders = new Set<string>();
  const sweep = async (pid: number | undefined, ending: Ending | undefined) => {
    // Whatever it was, the other engine does without it; a window cannot be told to use that one.
    if (ending?.signal === 'SIGILL') process.env['PORTRAIT_ENGINE'] = 'wasm';
    if (ending) log?.note(explainEnding(ending).message, ending.lastWords || undefined);
    if (pid === undefined) return;
    await Promise.all([...outputFolders].map(folder => removeLeftovers(folder, pid)));
  };
  const own = { ...(start && { start }) };
  const compute = new ComputeClient({ ...own, ...(first && { first }), onDeath: sweep });
  const warmUp = () => void compute.call('warm', { engine: 'auto' }).catch(() => undefined);
  const computeApart = () => new ComputeClient(own);
  return { compute, computeApart, outputFolders, warmUp, close: () => compute.close() };
}
