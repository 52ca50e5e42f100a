import { stat } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';

/**
 * Which files have stayed as they are from one look to the next: what is still being copied is left alone. Files are looked
 * at again and again, because folders of other machines tell of no changes.
 */
export class Settling {
  private readonly seen = new Map<string, string>();
  private readonly handed = new Map<string, string>();

  /** Whether a file is whole as far as can be seen, and was not said to be so before. */
  isDue = async (path: string): Promise<boolean> => {
    const now = await stampOf(path);
    if (now === undefined) return false;
    const before = this.seen.get(path);
    this.seen.set(path, now);
    if (before !== now || this.handed.get(path) === now) return false;
    this.handed.set(path, now);
    return true;
  };
}

/** Nothing for what is not there, or still empty. */
async function stampOf(path: string): Promise<string | undefined> {
  const found = await stat(path).catch(() => undefined);
  return found && found.size > 0 ? `${found.size} ${found.mtimeMs}` : undefined;
}

export const untilNextLook = (every: number, signal: AbortSignal): Promise<void> =>
  setTimeout(every, undefined, { signal }).catch(() => undefined);
