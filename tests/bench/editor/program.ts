import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { type Drawing, flagsFor, placeDrawing } from './drawing.ts';
import { chromiumFlags, chromiumPath } from '../../canvas/canvas-page.ts';

export type EngineName = 'native' | 'wasm';

/** In milliseconds. */
export interface Stall {
  readonly stall: number;
  /** What the thread itself did, in time on a processor: the rest is waiting for one. */
  readonly own: number;
  /** The longest that it stood in line for a processor. */
  readonly queued: number;
}

/** Where the program and its window were built. */
export interface Built {
  readonly program: string;
  readonly window: string;
}

/** A freshly started program: a server of its own, a browser of its own, an empty folder for data. */
export interface Program {
  readonly browser: Browser;
  readonly page: Page;
  readonly pid: number;
  /** The longest stall of the server's event loop since the last question. */
  readonly stall: () => Promise<Stall>;
  /** The server's objects after a collection, in bytes. */
  readonly heap: () => Promise<number>;
  readonly close: () => Promise<void>;
}

const entry = fileURLToPath(new URL('server.ts', import.meta.url));
const pageClock = fileURLToPath(new URL('page-clock.js', import.meta.url));

export async function startProgram(
  built: Built,
  engine: EngineName,
  drawing: Drawing = 'beside',
): Promise<Program> {
  const data = mkdtempSync(join(tmpdir(), 'portrait-bench-'));
  const args = [...chromiumFlags, ...flagsFor(drawing)];
  const browser = await chromium.launch({ executablePath: chromiumPath, args });
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await page.addInitScript({ path: pageClock });
  placeDrawing(drawing);
  const env = { ...process.env, PORTRAIT_ENGINE: engine };
  const server = fork(entry, [built.program, built.window, data], {
    env,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const { address } = await hear<{ address: string }>(server);
  await page.goto(address);
  await page.getByRole('button', { name: 'Try a sample' }).first().waitFor();
  const ask = <T>(word: 'stall' | 'heap') => {
    server.send(word);
    return hear<T>(server);
  };
  const close = async () => {
    await browser.close();
    // A server that has died is no reason to hide what the measurement failed of.
    if (server.connected) {
      server.send('end');
      await once(server, 'exit');
    }
    rmSync(data, { recursive: true, force: true });
  };
  return {
    browser,
    page,
    pid: server.pid!,
    stall: () => ask<Stall>('stall'),
    heap: () => ask<number>('heap'),
    close,
  };
}

async function hear<T>(server: ChildProcess): Promise<T> {
  const [word] = (await once(server, 'message')) as [T];
  return word;
}
