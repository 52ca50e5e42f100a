import { z } from 'zod';
import { type Source, sourceSchema } from '../../src-shared/contract/editor/channel.ts';

/** What this page had open, so that it has it again after a reload: kept in the tab's own storage. */

const leftOpenSchema = z.object({
  photos: z.array(sourceSchema).catch([]),
  shown: sourceSchema.optional().catch(undefined),
  /** Named when the program was started: opened once, and not again after they were closed. */
  started: z.array(sourceSchema).catch([]),
});
export interface LeftOpen {
  readonly photos: readonly Source[];
  readonly shown?: Source | undefined;
  readonly started: readonly Source[];
}

const KEY = 'left-open';
const nothing: LeftOpen = { photos: [], started: [] };

export function readLeftOpen(): LeftOpen {
  try {
    return leftOpenSchema.parse(JSON.parse(sessionStorage.getItem(KEY) ?? ''));
  } catch {
    return nothing;
  }
}

export function keepLeftOpen(left: LeftOpen): void {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(left));
  } catch {
    // Without storage a reload begins empty; the edits themselves are kept elsewhere.
  }
}
