import { existsSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { type Browser, chromium, type Page } from 'playwright-core';
import { build } from 'vite';

/** Debian's Chromium, or the one that CHROMIUM names. */
export const chromiumPath = process.env.CHROMIUM ?? '/usr/bin/chromium';

/** Why the canvas cannot be tried here, if so. */
export const noChromium = existsSync(chromiumPath)
  ? undefined
  : `there is no Chromium at ${chromiumPath}; CHROMIUM names another`;

/** WebGL2 in software, without a screen, and without a word to the network. */
export const chromiumFlags = [
  '--no-sandbox',
  '--disable-gpu',
  '--use-gl=angle',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--force-color-profile=srgb',
];

/** The policy that both doors serve the editor under. */
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' blob:";

/** The canvas in a real page, fed with pictures by name. */
export interface CanvasPage {
  readonly page: Page;
  /** Pictures that the page may fetch. */
  readonly files: Map<string, Uint8Array>;
  /** Pixels that the page has sent. */
  readonly results: Map<string, Uint8Array>;
  close(): Promise<void>;
}

export async function openCanvasPage(size = { width: 900, height: 700 }): Promise<CanvasPage> {
  const files = new Map<string, Uint8Array>([['harness.js', await bundle()]]);
  const results = new Map<string, Uint8Array>();
  const server = await serve(files, results);
  const browser = await chromium.launch({ executablePath: chromiumPath, args: chromiumFlags });
  const page = await browser.newPage({ viewport: size });
  page.on('pageerror', error => console.error(error));
  page.on('console', message => {
    if (message.type() === 'error') console.error(message.text());
  });
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  await page.waitForFunction(() => 'harness' in globalThis);
  return { page, files, results, close: () => close(browser, server) };
}

async function bundle(): Promise<Uint8Array> {
  const entry = new URL('page/harness.ts', import.meta.url).pathname;
  const built = await build({
    configFile: false,
    logLevel: 'silent',
    build: { write: false, minify: false, target: 'es2023', rolldownOptions: { input: entry } },
  });
  if (!('output' in built)) throw new Error('Expected one bundle.');
  return Buffer.from(built.output[0].code);
}

const html = `<!doctype html><link rel="icon" href="/files/icon"><link rel="stylesheet" href="/style.css">
<canvas></canvas><script type="module" src="/files/harness.js"></script>`;
const css =
  'html, body { margin: 0; height: 100%; background: #3a3a3a } canvas { display: block; width: 100%; height: 100% }';

async function serve(files: Map<string, Uint8Array>, results: Map<string, Uint8Array>): Promise<Server> {
  const server = createServer((request, response) => void answer(request, response, files, results));
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return server;
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  files: Map<string, Uint8Array>,
  results: Map<string, Uint8Array>,
) {
  const path = request.url ?? '/';
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (request.method === 'POST') results.set(name, await buffer(request));
  const body = path === '/' ? html : path === '/style.css' ? css : files.get(name);
  response.writeHead(200, { 'content-type': typeOf(path), 'content-security-policy': policy });
  response.end(body);
}

const typeOf = (path: string): string =>
  path === '/'
    ? 'text/html'
    : path.endsWith('.js')
      ? 'text/javascript'
      : path.endsWith('.css')
        ? 'text/css'
        : 'image/png';

async function close(browser: Browser, server: Server) {
  await browser.close();
  server.closeAllConnections();
  server.close();
}
