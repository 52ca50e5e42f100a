import { open } from 'node:fs/promises';
import { PortraitError } from '../../src-shared/contract/errors.ts';
import { writeAtomically } from './atomic.ts';
import { checkFormat, encodePicture, sizeOf, type WritableFormat, type WritablePicture } from './encode.ts';
import type { PhotoFacts } from './facts.ts';
import { carriedFrom, type Carried } from './metadata.ts';
import type { Warning } from './warnings.ts';

export interface WriteOptions {
  readonly path: string;
  readonly format: WritableFormat;
  /** 1…100; JPEG 92, WebP 90, AVIF 70 when left out. No meaning for PNG and TIFF. */
  readonly quality?: number | undefined;
  /** EXIF, XMP, IPTC and density go along; true when left out. The colour profile always does. */
  readonly keepMetadata?: boolean | undefined;
  /** Replace a file of this name. */
  readonly overwrite?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface Written {
  readonly path: string;
  readonly bytes: number;
  readonly format: WritableFormat;
  readonly warnings: readonly Warning[];
}

/**
 * Writes an edited photo, whole or not at all: same pixels as given, upright, the photo's profile beside its own
 * numbers, its metadata made true of the new picture. A mask carries nothing.
 *
 * @param facts the photo that the picture was made from
 * @throws PortraitError output-exists, output-folder-missing, output-not-writable, output-disk-full,
 *   output-format-no-alpha, output-too-large-for-format, cancelled
 */
export async function writePicture(
  picture: WritablePicture,
  facts: PhotoFacts,
  options: WriteOptions,
): Promise<Written> {
  const { path, format, keepMetadata = true, signal } = options;
  const size = sizeOf(picture);
  checkFormat(size, format);
  const carried: Carried = 'mask' in picture ? {} : carriedFrom(facts, size, keepMetadata);
  let written: Written | undefined;
  await writeAtomically(path, options, async temporary => {
    const { parts, warnings } = await encodePicture(picture, carried, options);
    if (signal?.aborted) throw new PortraitError('cancelled', 'Saving was cancelled.');
    written = { path, bytes: await writeParts(temporary, parts), format, warnings };
  });
  return written!;
}

/** Node's own writing, because sharp's hides the system's error number. */
async function writeParts(path: string, parts: readonly Uint8Array[]): Promise<number> {
  const file = await open(path, 'wx');
  try {
    for (const part of parts) await file.writeFile(part);
    return parts.reduce((sum, { length }) => sum + length, 0);
  } finally {
    await file.close();
  }
}
