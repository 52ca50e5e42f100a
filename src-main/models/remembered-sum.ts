import { stat } from 'node:fs/promises';

interface Remembered {
  readonly mark: string;
  readonly sum: Promise<string>;
}

const remembered = new Map<string, Remembered>();

/**
 * A file's sum, read once for as long as the file system says that nobody has touched it: networks are looked for
 * with every photo, and change with almost none.
 *
 * @param read makes the sum anew
 */
export async function rememberedSum(path: string, read: () => Promise<string>): Promise<string> {
  const { ino, size, mtimeNs, ctimeNs } = await stat(path, { bigint: true });
  const mark = [ino, size, mtimeNs, ctimeNs].join();
  const known = remembered.get(path);
  if (known?.mark === mark) return known.sum;
  const sum = read();
  remembered.set(path, { mark, sum });
  sum.catch(() => remembered.delete(path));
  return sum;
}
