import { readFile, realpath } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.woff2': 'font/woff2',
};

/**
 * A file of the built window. Nothing outside of its folder, links followed; nothing whose name is hidden.
 *
 * @param folder index.html and what it loads
 * @param pathname of the address, still encoded; `/` is index.html
 * @returns 404 without a body when there is no such file
 */
export async function servePage(folder: string, pathname: string): Promise<Response> {
  const path = await fileInside(folder, pathname);
  // A folder, or it went away.
  const bytes = path === undefined ? undefined : await readFile(path).catch(() => undefined);
  if (path === undefined || bytes === undefined) return new Response(null, { status: 404 });
  const type = types[extname(path)] ?? 'application/octet-stream';
  return new Response(new Uint8Array(bytes), {
    headers: { 'content-type': type, 'cache-control': 'no-cache' },
  });
}

/** The file that an address names, if it is really inside the folder once links are followed. */
async function fileInside(folder: string, pathname: string): Promise<string | undefined> {
  try {
    const asked = decodeURIComponent(pathname === '/' ? '/index.html' : pathname);
    if (asked.includes('\0') || asked.split(/[/\\]/).some(part => part.startsWith('.'))) return undefined;
    const [root, path] = await Promise.all([realpath(folder), realpath(join(folder, asked))]);
    return path.startsWith(root + sep) ? path : undefined;
  } catch {
    return undefined; // no such file, or an address that does not decode
  }
}
