import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { catalogueEntry } from '../../src-main/models/catalogue.ts';
import { fetchFromNpm } from '../../src-main/models/npm-pack.ts';

/** Where the real file is: it is fetched as the program fetches, and not committed. */
const source = {
  kind: 'npm',
  package: '@mediapipe/selfie_segmentation',
  version: '0.1.1675465747',
  file: 'selfie_segmentation.tflite',
} as const;

/** MediaPipe's selfie_segmentation.tflite. */
export async function selfieFile(): Promise<Uint8Array> {
  const folder = await mkdtemp(join(tmpdir(), 'portrait-selfie-'));
  const entry = { ...catalogueEntry('u2netp'), name: 'selfie', title: 'Selfie', bytes: 249_024, source };
  try {
    return await fetchFromNpm(entry, source, folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}
