import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, onTestFinished, vi } from 'vitest';
import { editorFolders } from '../../src-main/studio/index.ts';
import { serveEditor } from '../../src-main/web/serve-editor.ts';
import { chromiumFlags, chromiumPath, noChromium } from '../canvas/canvas-page.ts';

const rendererFolder = fileURLToPath(new URL('../../dist/renderer', import.meta.url));
const shots = fileURLToPath(new URL('../output/failed', import.meta.url));

/** Why the editor cannot be driven here, if so. */
export const cannotDrive =
  noChromium ?? (existsSync(rendererFolder) ? undefined : 'the window is not built: npm run build');

/** The editor in a real browser, through the loopback door. */
export interface EditorAtDoor {
  readonly page: Page;
  readonly address: string;
  /** Another window of the same browser. */
  readonly another: () => Promise<Page>;
  /** The compute process, as its system knows it. */
  readonly computePid: () => number;
  /** Ends the server as a crash would, and starts another on the same data. */
  readonly restart: () => Promise<Page>;
}

// A browser that draws in software takes its time.
vi.setConfig({ testTimeout: 180_000 });

let browser: Browser | undefined;
afterAll(() => browser?.close());

/** Opens the editor for one test; a failing test leaves a screenshot in tests/output/failed. */
export async function openEditor(photos: string[] = [], locale = 'en-GB'): Promise<EditorAtDoor> {
  const data = mkdtempSync(join(tmpdir(), 'portrait-e2e-'));
  const folders = editorFolders({ ...process.env, PORTRAIT_DATA: data });
  const serve = () => serveEditor({ photos, rendererFolder, folders });
  browser ??= await chromium.launch({ executablePath: chromiumPath, args: [...chromiumFlags] });
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale });
  let served = await serve();
  const open = async () => {
    const page = await context.newPage();
    await page.goto(served.address);
    return page;
  };
  const page = await open();
  onTestFinished(async ({ task }) => {
    if (task.result?.state === 'fail') await keepShot(page, task.name);
    await context.close();
    await served.close();
    rmSync(data, { recursive: true, force: true });
  });
  return {
    page,
    address: served.address,
    another: open,
    computePid: () => childOf(process.pid),
    async restart() {
      await served.close();
      served = await serve();
      return open();
    },
  };
}

async function keepShot(page: Page, name: string) {
  mkdirSync(shots, { recursive: true });
  await page.screenshot({ path: join(shots, `${name.replaceAll(/\W+/g, '-')}.png`) });
}

/** The compute process that this one has started last. Linux only. */
function childOf(pid: number): number {
  const children = readdirSync(`/proc/${pid}/task`)
    .flatMap(task => readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').trim().split(' '))
    .filter(
      child => child !== '' && readFileSync(`/proc/${child}/cmdline`, 'utf8').includes('compute/child'),
    );
  const last = children.at(-1);
  if (last === undefined) throw new Error('No compute process runs.');
  return Number(last);
}
