import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, onTestFinished, vi } from 'vitest';
import { browserDoor } from './browser.ts';
import type { Door, EditorAtDoor, Wish } from './door.ts';
import { electronDoor } from './electron.ts';
import { standInDoor } from './stand-in.ts';

const doors: readonly Door[] = [browserDoor, standInDoor, electronDoor];
const shots = fileURLToPath(new URL('../../output/failed', import.meta.url));

/**
 * Opens an editor for one test. One that was opened without a wish is handed on, cleared, to the next such test of the
 * file, so that not every test waits for a program and its networks. A failing test leaves a screenshot.
 */
export type Open = (wish?: Omit<Wish, 'data'>) => Promise<EditorAtDoor>;

// A browser that draws in software takes its time, the more so on a busy machine.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 120_000 });

/** The same specs through every door; one that cannot be had here says why. */
export function eachDoor(title: string, specs: (open: Open, door: Door) => void) {
  for (const door of doors) {
    const skipped = door.cannot === undefined ? '' : ` (skipped: ${door.cannot})`;
    describe.skipIf(door.cannot !== undefined)(`${title}, ${door.name}${skipped}`, () => {
      const idle: EditorAtDoor[] = [];
      afterAll(async () => {
        for (const editor of idle) await end(editor);
        await door.end();
      });
      specs(wish => (wish ? openNew(door, wish) : openShared(door, idle)), door);
    });
  }
}

const start = (door: Door, wish: Omit<Wish, 'data'> = {}) =>
  door.start({ ...wish, data: mkdtempSync(join(tmpdir(), 'portrait-e2e-')) });

async function end(editor: EditorAtDoor) {
  await editor.close();
  rmSync(editor.data, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
}

async function openNew(door: Door, wish: Omit<Wish, 'data'>): Promise<EditorAtDoor> {
  const editor = await start(door, wish);
  await calm(editor);
  onTestFinished(async ({ task }) => {
    if (task.result?.state === 'fail') await keepShot(editor, `${door.name} ${task.name}`);
    await end(editor);
  });
  return editor;
}

async function openShared(door: Door, idle: EditorAtDoor[]): Promise<EditorAtDoor> {
  const left = idle.pop();
  await left?.clear();
  const editor = left ?? (await start(door));
  await calm(editor);
  onTestFinished(async ({ task }) => {
    if (task.result?.state !== 'fail') return void idle.push(editor);
    await keepShot(editor, `${door.name} ${task.name}`);
    await end(editor);
  });
  return editor;
}

/** Nothing turns while work goes on: a browser that draws in software has enough to do. */
const calm = ({ page }: EditorAtDoor) => page.emulateMedia({ reducedMotion: 'reduce', colorScheme: 'light' });

async function keepShot({ page }: EditorAtDoor, name: string) {
  mkdirSync(shots, { recursive: true });
  const path = join(shots, `${name.replaceAll(/\W+/g, '-')}.png`);
  await page.screenshot({ path }).catch((error: unknown) => console.error(`No screenshot: ${String(error)}`));
}
