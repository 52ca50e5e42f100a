import { relative, sep } from 'node:path';
import type { PhotoRecord, Totals } from '../../../src-shared/contract/batch.ts';

/** What came of each photo: the last word counts, where a batch watches. */
export class Records {
  private readonly known = new Map<string, PhotoRecord>();
  private readonly onRecord: ((record: PhotoRecord) => void) | undefined;

  constructor(onRecord?: (record: PhotoRecord) => void) {
    this.onRecord = onRecord;
  }

  /**
   * What was said before is not said again.
   * @param of what it is the record: one photo may be named twice, and have two results
   */
  add(of: string, record: PhotoRecord) {
    const before = this.known.get(of);
    this.known.set(of, record);
    if (JSON.stringify(before) !== JSON.stringify(record)) this.onRecord?.(record);
  }

  all = (): PhotoRecord[] => [...this.known.values()];

  totals(): Omit<Totals, 'ignored'> {
    const totals = { done: 0, skipped: 0, failed: 0, left: 0 };
    for (const { state } of this.known.values()) totals[state]++;
    return totals;
  }

  /** Results that are there, in the order of their names below a folder. */
  results(folder: string): { path: string; name: string }[] {
    const paths = this.all().flatMap(record => ('output' in record ? [record.output] : []));
    const named = paths.map(path => ({ path, name: relative(folder, path).replaceAll(sep, '/') }));
    return named.sort((a, b) => (a.name < b.name ? -1 : 1));
  }
}
