import { extname } from 'node:path';

/** Endings of the formats that are read. A file that is named by itself may have any other. */
const endings: ReadonlySet<string> = new Set(
  'jpg jpeg jpe png webp tif tiff gif avif'.split(' ').map(ending => `.${ending}`),
);

export const looksLikePhoto = (path: string): boolean => endings.has(extname(path).toLowerCase());
