import { join, parse, resolve } from 'node:path';
import { MOST_ON_SHEET, type OutputFormat } from '../../../src-shared/contract/compute.ts';
import { PortraitError } from '../../../src-shared/contract/errors.ts';
import { formatOfName } from '../outputs.ts';
import type { Workplace } from './photo-work.ts';

/** @throws PortraitError usage when the name says no format */
export function sheetFormat(path: string): OutputFormat {
  const format = formatOfName(path);
  if (format) return format;
  throw new PortraitError('usage', `${path} does not end in .jpg or .png: name the contact sheet so.`);
}

/** Writes the results on as many pages as it takes: sheet.jpg, sheet-2.jpg … @returns their paths */
export async function writeSheets(
  results: readonly { path: string; name: string }[],
  { path, ...options }: { path: string; overwrite: boolean; maxMegapixels: number },
  borrow: Workplace['borrow'],
): Promise<string[]> {
  const format = sheetFormat(path);
  const written: string[] = [];
  for (let from = 0; from < results.length; from += MOST_ON_SHEET) {
    const page = pagePath(path, written.length + 1);
    const pictures = results.slice(from, from + MOST_ON_SHEET);
    const { overwrite, maxMegapixels } = options;
    const request = { pictures, maxMegapixels, output: { path: page, format, overwrite } };
    await borrow(({ compute, outputFolders }) => {
      outputFolders.add(parse(page).dir);
      return compute.call('sheet', request);
    });
    written.push(page);
  }
  return written;
}

function pagePath(path: string, page: number): string {
  const { dir, name, ext } = parse(resolve(path));
  return join(dir, `${name}${page === 1 ? '' : `-${page}`}${ext}`);
}
