import { uprightExif } from './exif.ts';
import type { PhotoFacts } from './facts.ts';
import type { Warning } from './warnings.ts';
import { uprightXmp } from './xmp.ts';

/** What goes into a new file beside its pixels. */
export interface Carried {
  /** The profile that the pixels are in. */
  readonly icc?: Uint8Array;
  /** TIFF-structured, without "Exif\0\0". */
  readonly exif?: Uint8Array;
  readonly xmp?: Uint8Array;
  /** As a JPEG's APP13. */
  readonly iptc?: Uint8Array;
  /** Pixels per inch. */
  readonly density?: number;
}

/** A container writer puts what it can into the file, and says what it could not. */
export interface Packed {
  /** The file, in parts that follow each other. */
  readonly parts: readonly Uint8Array[];
  readonly warnings: readonly Warning[];
}

/**
 * What a photo hands on to its edited picture. The profile goes with the numbers always; the rest only when wanted.
 *
 * @param keepMetadata false strips all but the profile
 */
export function carriedFrom(
  facts: PhotoFacts,
  size: { readonly width: number; readonly height: number },
  keepMetadata: boolean,
): Carried {
  const icc = facts.icc && { icc: facts.icc };
  if (!keepMetadata) return { ...icc };
  const exif = facts.exif && uprightExif(facts.exif, size.width, size.height);
  return {
    ...icc,
    ...(exif && { exif }),
    ...(facts.xmp && { xmp: uprightXmp(facts.xmp, size.width, size.height) }),
    ...(facts.iptc && { iptc: facts.iptc }),
    ...(facts.density && { density: facts.density }),
  };
}

/** Bytes of what goes into a file beside its pixels, as good as all of it: a container's own few are not counted. */
export const carriedSize = ({ icc, exif, xmp, iptc }: Carried): number =>
  [icc, exif, xmp, iptc].reduce((sum, part) => sum + (part?.length ?? 0), 0);
