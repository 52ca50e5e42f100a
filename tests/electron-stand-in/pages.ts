/** The windows of the program under test, as pages in Chromium. */
import { readFileSync } from 'node:fs';
import { type BrowserContext, chromium, type Frame, type Page, type Route } from 'playwright-core';
import type { From } from './ipc-main.ts';
import type { Answered } from './protocol.ts';
import type { Call } from './rpc.ts';

export const chromiumPath = process.env['CHROMIUM'] ?? '/usr/bin/chromium';

const runtime = readFileSync(new URL('./page-runtime.js', import.meta.url), 'utf8');

/** Chromium knows no scheme of ours: it is shown this origin, and the program is told its own. */
const shown = 'https://portrait-app.test';
const own = 'portrait://app';
const toOwn = (url: string) => url.replace(shown, own);
const toShown = (url: string) => url.replace(own, shown);

interface Sent {
  readonly channel?: string;
  readonly args?: unknown[];
  readonly failed?: string;
}

export class Pages {
  /** What went wrong in a preload or in a page. */
  readonly faults: string[] = [];
  private readonly context: BrowserContext;
  private readonly call: Call;
  private readonly files: Record<string, string> = {};
  private readonly pages = new Map<number, Page>();
  private expected = 0;

  constructor(context: BrowserContext, call: Call) {
    this.context = context;
    this.call = call;
    context.on('page', page => void this.refusePopup(page));
  }

  get all(): Page[] {
    return [...this.pages.values()];
  }

  async open(id: number, viewport: { width: number; height: number }, preload: string) {
    this.expected++;
    const page = await this.context.newPage();
    this.pages.set(id, page);
    page.on('pageerror', error => this.faults.push(error.message));
    await page.setViewportSize(viewport);
    await page.exposeBinding('__standInSend', ({ frame }, sent: Sent) => this.receive(id, frame, sent));
    await page.addInitScript({ content: this.script(preload) });
    await page.route('**/*', route => this.serve(id, route));
  }

  /** Lets the page's files have a path, as those have that a person chose or dropped. */
  async nameFile(name: string, path: string) {
    this.files[name] = path;
    for (const page of this.all) await inPage(page, 'nameFile', name, path);
  }

  async load(id: number, url: string) {
    await this.pages.get(id)?.goto(toShown(url));
  }

  async reload(id: number) {
    await this.pages.get(id)?.reload();
  }

  close = async (id: number) => {
    await this.pages.get(id)?.close();
    this.pages.delete(id);
  };
  send = async (id: number, channel: string, args: unknown[]) => {
    const page = this.pages.get(id);
    if (page) await inPage(page, 'deliver', channel, args);
  };

  closeAll = () => this.context.close();

  private script(preload: string) {
    const facts = JSON.stringify({ origin: shown, files: this.files });
    return `(${runtime.trim().replace(/;$/, '')})(${facts}, function (require, module, exports) {${preload}\n});`;
  }

  private async receive(window: number, frame: Frame, { channel, args, failed }: Sent) {
    if (channel === undefined) return void this.faults.push(failed ?? 'an empty message');
    const from: From = { window, url: toOwn(frame.url()), top: frame.parentFrame() === null };
    try {
      return { value: await this.call('invoke', from, channel, args) };
    } catch (error) {
      return { error: (error as Error).message };
    }
  }

  private async serve(id: number, route: Route) {
    const request = route.request();
    const url = toOwn(request.url());
    const leaves = request.isNavigationRequest() && request.frame().parentFrame() === null;
    const fresh = request.isNavigationRequest() && request.frame().url() === 'about:blank';
    // No content: the page stays where it is.
    if (leaves && !fresh && !(await this.call('mayNavigate', id, url))) return route.fulfill({ status: 204 });
    if (!url.startsWith(own)) return route.abort();
    const body = request.postDataBuffer();
    const asked = { url, method: request.method(), headers: await request.allHeaders(), body };
    const answered = (await this.call('fetch', asked)) as Answered;
    return route.fulfill({ ...answered, body: Buffer.from(answered.body) });
  }

  private async refusePopup(page: Page) {
    if (this.expected-- > 0) return;
    this.expected = 0;
    const opener = await page.opener();
    const id = [...this.pages].find(([, each]) => each === opener)?.[0];
    if (await this.call('mayOpen', id, page.url())) this.faults.push(`A window was opened: ${page.url()}`);
    await page.close();
  }
}

type Hidden = Record<string, (...args: unknown[]) => void>;

const inPage = (page: Page, method: string, ...args: unknown[]) =>
  page.evaluate(
    ([name, given]) => {
      const hidden = (globalThis as unknown as Record<symbol, Hidden | undefined>)[
        Symbol.for('electron-stand-in')
      ];
      hidden?.[name]?.(...given);
    },
    [method, args] as const,
  );

export const launchChromium = () =>
  chromium.launch({
    executablePath: chromiumPath,
    args: [
      '--no-sandbox',
      '--use-gl=angle',
      '--use-angle=swiftshader',
      '--enable-unsafe-swiftshader',
      '--disable-background-networking',
    ],
  });
