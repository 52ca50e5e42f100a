import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { catalogueEntry } from '../../src-main/models/catalogue.ts';
import { sha256 } from '../../src-main/models/copy.ts';
import { fetchSource } from '../../src-main/models/pull.ts';

const cache = fileURLToPath(new URL('../../node_modules/.cache/portrait/', import.meta.url));

/** The real u2netp.onnx: fetched as the program does, and kept for the next run if its sum is right. */
export async function u2netpFile(): Promise<Uint8Array> {
  const entry = catalogueEntry('u2netp');
  const path = `${cache}u2netp.onnx`;
  const kept = await readFile(path).catch(() => undefined);
  if (kept !== undefined && sha256(kept) === entry.sha256) return kept;
  const bytes = await fetchSource(entry);
  await mkdir(cache, { recursive: true });
  await writeFile(`${path}.${process.pid}`, bytes);
  await rename(`${path}.${process.pid}`, path);
  return bytes;
}
