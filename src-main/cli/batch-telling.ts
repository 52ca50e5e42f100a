import type { BatchReport, PhotoRecord } from '../../src-shared/contract/batch.ts';
import { missingCase } from '../../src-shared/contract/errors.ts';
import { type ProgressBar, progressBar } from './progress-bar.ts';

/** What a batch says while it runs, and at its end. */
export class BatchTelling {
  private readonly json: boolean;
  private bar: ProgressBar | undefined;
  private total = 0;

  constructor(json: boolean) {
    this.json = json;
  }

  progress = (finished: number, total: number, photo: string) => {
    if (total !== this.total) this.bar = progressBar(process.stderr, (this.total = total));
    const index = Math.min(Math.floor(finished), total - 1);
    this.bar?.show(index, finished - index, photo);
  };

  record = (record: PhotoRecord) => {
    this.clear();
    process.stderr.write(linesOf(record, process.stderr.isTTY));
  };

  clear = () => this.bar?.clear();

  end(report: BatchReport, path: string | undefined) {
    if (this.json) process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
    process.stderr.write(`${summaryOf(report, path).join('\n')}\n`);
  }
}

/** A failure and a warning each have a line; a result has one at a terminal. */
function linesOf(record: PhotoRecord, isTerminal: boolean): string {
  switch (record.state) {
    case 'failed': {
      const { photo, message } = record;
      return `portrait: ${message.includes(photo) ? '' : `${photo}: `}${message}\n`;
    }
    case 'done': {
      const { photo, warnings: sentences } = record;
      const warnings = sentences.map(message => `portrait: warning: ${photo}: ${message}\n`).join('');
      return warnings + (isTerminal ? `${record.output}  ${record.seconds.toFixed(1)} s\n` : '');
    }
    case 'skipped':
    case 'left':
      return '';
    default:
      return missingCase(record);
  }
}

/** The last lines: what came of all of them, and where it is. */
export function summaryOf({ totals, seconds, out, photos, sheets }: BatchReport, report?: string): string[] {
  const { done, skipped, failed, left, ignored } = totals;
  const all = done + skipped + failed + left;
  const lines = [`${counted(all, 'photo')} in ${duration(seconds)}`];
  const row = (count: number, what: string) => {
    if (count > 0) lines.push(`  ${String(count).padStart(6)} ${what}`);
  };
  row(done, `done${done > 1 ? `, ${Math.round((done / seconds) * 3600)} an hour` : ''}`);
  row(skipped, 'done before');
  row(failed, `failed: ${codesOf(photos)}`);
  row(left, 'left: the same command goes on with them');
  row(ignored, `other ${ignored === 1 ? 'file' : 'files'} in the folders, left alone`);
  lines.push(`results in ${out}`);
  if (sheets.length > 0) lines.push(`contact sheet in ${sheets.join(', ')}`);
  if (report !== undefined) lines.push(`report in ${report}`);
  return lines;
}

const counted = (count: number, what: string): string => `${count} ${count === 1 ? what : `${what}s`}`;

/** The codes of the failures, the most frequent first. */
function codesOf(photos: readonly PhotoRecord[]): string {
  const counts = new Map<string, number>();
  for (const record of photos) {
    if (record.state === 'failed') counts.set(record.code, (counts.get(record.code) ?? 0) + 1);
  }
  const sorted = [...counts].sort(([, a], [, b]) => b - a);
  return sorted.map(([code, count]) => `${count} ${code}`).join(', ');
}

function duration(seconds: number): string {
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 60
    ? `${Math.floor(seconds / 60)} min ${Math.floor(seconds % 60)} s`
    : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
