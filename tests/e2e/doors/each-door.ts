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

/** Opens an editor for one test, which ends with it; a failing test leaves a screenshot. */
export type Open = (wish?: Omit<Wish, 'data'>) => Promise<EditorAtDoor>;

// A browser that draws in software takes its time, the more so on a busy machine.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 120_000 });

/** The same specs through every door; one that cannot be had here says why. */
export function eachDoor(title: string, specs: (open: Open, door: Door) => void) {
  for (const door of doors) {
    const skipped = door.cannot === undefined ? '' : ` (skipped: ${door.cannot})`;
    describe.skipIf(door.cannot !== undefined)(`${title}, ${door.name}${skipped}`, () => {
      afterAll(() => door.end());
      specs(wish => openAt(door, wish), door);
    });
  }
}

async function openAt(door: Door, wish: Omit<Wish, 'data'> = {}): Promise<EditorAtDoor> {
  const data = mkdtempSync(join(tmpdir(), 'portrait-e2e-'));
  const editor = await door.start({ ...wish, data });
  await calm(editor);
  onTestFinished(async ({ task }) => {
    if (task.result?.state === 'fail') await keepShot(editor, `${door.name} ${task.name}`);
    await editor.close();
    rmSync(data, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  });
  return editor;
}

/** Nothing turns while work goes on: a browser that draws in software has enough to do. */
const calm = ({ page }: EditorAtDoor) => page.emulateMedia({ reducedMotion: 'reduce' });

async function keepShot({ page }: EditorAtDoor, name: string) {
  mkdirSync(shots, { recursive: true });
  const path = join(shots, `${name.replaceAll(/\W+/g, '-')}.png`);
  await page.screenshot({ path }).catch((error: unknown) => console.error(`No screenshot: ${String(error)}`));
}
