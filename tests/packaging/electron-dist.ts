import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What marks the fuses in Electron's program, and what each of them is before it is set. */
export const fuseSentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
const FUSES = 9;

/**
 * A folder that electron-builder takes for Electron's own, where that cannot be fetched: a program that holds nothing
 * but fuses, all of them set as Electron delivers them (on).
 */
export function standInDist(folder: string): string {
  mkdirSync(join(folder, 'resources'), { recursive: true });
  mkdirSync(join(folder, 'locales'));
  for (const locale of ['en-US', 'ko', 'fr']) writeFileSync(join(folder, 'locales', `${locale}.pak`), '');
  writeFileSync(join(folder, 'version'), '0.0.0');
  const wire = Buffer.from([1, FUSES, ...Array.from({ length: FUSES }, () => 0x31)]);
  writeFileSync(
    join(folder, 'electron'),
    Buffer.concat([Buffer.from(`stand-in ${fuseSentinel}`), wire, Buffer.alloc(64)]),
  );
  return folder;
}
