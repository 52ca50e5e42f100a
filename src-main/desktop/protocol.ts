/** The page and its pictures over a scheme of our own: no file:// address, no port, one origin. */
import { readFile, realpath } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';

export const scheme = 'portrait';
export const host = 'app';
export const origin = `${scheme}://${host}`;
export const homePage = `${origin}/index.html`;

/** Must be registered before Electron is ready. `standard` gives it an origin, `secure` the clipboard and crypto. */
export const customScheme = {
  scheme,
  privileges: { standard: true, secure: true, supportFetchAPI: true },
} as const;

export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' blob: data:",
  "connect-src 'self'",
  "font-src 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "form-action 'none'",
].join('; ');

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

export interface Pages {
  /** The built window: index.html and what it loads. */
  readonly folder: string;
  /** Answers `/pictures/…` and `/downloads/…`. */
  readonly picture: (request: Request) => Promise<Response>;
}

/** @returns the handler of every request to our scheme */
export const pageHandler =
  ({ folder, picture }: Pages) =>
  async (request: Request): Promise<Response> => {
    const { host: asked, pathname } = new URL(request.url);
    if (asked !== host) return refusal(404);
    if (/^\/(pictures|downloads)\//.test(pathname)) return picture(request);
    if (request.method !== 'GET' && request.method !== 'HEAD') return refusal(405);
    return servePage(folder, pathname);
  };

async function servePage(folder: string, pathname: string): Promise<Response> {
  const path = await fileInside(folder, pathname);
  if (path === undefined) return refusal(404);
  try {
    const bytes = await readFile(path);
    return new Response(new Uint8Array(bytes), { headers: headers(types[extname(path)]) });
  } catch {
    return refusal(404); // a folder, or it went away
  }
}

/** The file that an address names, if it is really inside the folder once links are followed. */
async function fileInside(folder: string, pathname: string): Promise<string | undefined> {
  try {
    const asked = decodeURIComponent(pathname === '/' ? '/index.html' : pathname);
    if (asked.split(/[/\\]/).includes('..') || asked.includes('\0')) return undefined;
    const [root, path] = await Promise.all([realpath(folder), realpath(join(folder, asked))]);
    return path.startsWith(root + sep) ? path : undefined;
  } catch {
    return undefined; // no such file, or an address that does not decode
  }
}

const refusal = (status: number) => new Response(null, { status, headers: headers('text/plain') });

const headers = (type = 'application/octet-stream') => ({
  'Content-Type': type,
  'Content-Security-Policy': contentSecurityPolicy,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cache-Control': 'no-cache',
});
