import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { cannotShow, letGo, sharedBrowser, sharedProgram } from './chromium.ts';
import {
  type Door,
  type EditorAtDoor,
  environmentOf,
  forgetKept,
  noDesktop,
  type Saved,
  viewport,
} from './door.ts';
import type { Wish } from './door.ts';

/** The loopback server, as `npm start` runs it, in a real browser. */
export const browserDoor: Door = {
  name: 'browser',
  cannot: cannotShow,
  hasWindows: true,
  isDesktop: false,
  async start(wish) {
    const browser = await sharedBrowser();
    const context = await newContext(browser, wish);
    const server = await startServer(wish);
    return new EditorInBrowser(wish, context, server, await openPage(context, server));
  },
  end: letGo,
};

const newContext = (browser: Browser, { locale }: Wish): Promise<BrowserContext> =>
  browser.newContext({ viewport, locale: locale === 'ko' ? 'ko-KR' : 'en-GB' });

interface Server {
  readonly child: ChildProcess;
  readonly address: string;
}

class EditorInBrowser implements EditorAtDoor {
  readonly data: string;
  readonly desktop = new Proxy({} as EditorAtDoor['desktop'], { get: noDesktop });
  page: Page;
  private readonly wish: Wish;
  private context: BrowserContext;
  private server: Server;

  constructor(wish: Wish, context: BrowserContext, server: Server, page: Page) {
    this.wish = wish;
    this.data = wish.data;
    this.context = context;
    this.server = server;
    this.page = page;
  }

  async choosing(paths: readonly string[], press: () => Promise<void>) {
    const asking = this.page.waitForEvent('filechooser');
    await press();
    await (await asking).setFiles([...paths]);
  }

  async saving(press: () => Promise<void>): Promise<Saved> {
    const downloading = this.page.waitForEvent('download', { timeout: 120_000 });
    const [download] = await Promise.all([downloading, press()]);
    return { name: download.suggestedFilename(), path: await download.path() };
  }

  /** The page hands in what they hold, and nobody asks where they lie. */
  knowFiles = () => Promise.resolve();

  computePid = () => Promise.resolve(childOf(this.server.child.pid!));

  async crash() {
    await end(this.server, 'SIGKILL');
    await this.page.close();
    this.server = await startServer({ ...this.wish, photos: [] });
    this.page = await openPage(this.context, this.server);
  }

  async another(): Promise<EditorAtDoor> {
    const page = await openPage(this.context, this.server);
    return new EditorInBrowser(this.wish, this.context, this.server, page);
  }

  async clear() {
    await this.context.close();
    this.context = await newContext(await sharedBrowser(), this.wish);
    forgetKept(this.data);
    this.page = await openPage(this.context, this.server);
  }

  async close() {
    await this.context.close();
    await end(this.server, 'SIGTERM');
  }
}

async function openPage(context: BrowserContext, { address }: Server): Promise<Page> {
  const page = await context.newPage();
  // Playwright takes the chooser over only while somebody listens: from the beginning, so that no press comes before.
  page.on('filechooser', () => undefined);
  await page.goto(address);
  return page;
}

async function startServer(wish: Wish): Promise<Server> {
  const main = join(await sharedProgram(), 'src-main', 'web', 'main.ts');
  const child = spawn(process.execPath, [main, '--no-open', ...(wish.photos ?? [])], {
    env: { ...process.env, ...environmentOf(wish) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  for await (const line of createInterface({ input: child.stdout })) {
    const address = /http:\S+/.exec(line)?.[0];
    if (address !== undefined) return { child, address };
  }
  throw new Error('The server ended without saying where it is.');
}

async function end({ child }: Server, signal: NodeJS.Signals) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill(signal);
  await ended;
}

/** The compute process that a server has started last. */
function childOf(parent: number): number {
  const processes = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' }).split('\n');
  const found = processes
    .map(line => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line))
    .filter(line => line !== null && Number(line[2]) === parent && /compute\/child/.test(line[3]))
    .at(-1);
  if (!found) throw new Error('No compute process runs.');
  return Number(found[1]);
}
