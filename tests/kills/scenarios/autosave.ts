import { setTimeout as pause } from 'node:timers/promises';
import { join } from 'node:path';
import { defaultEdit } from '../../../src-shared/edit/schema.ts';
import type { Stroke } from '../../../src-shared/edit/strokes.ts';
import { Autosave } from '../../../src-renderer/state/autosave.ts';
import { putPhoto } from '../../making/scenes.ts';
import { strokeAlong } from '../../making/strokes.ts';
import { startBench } from '../../soak/bench.ts';
import type { Said, Scenario } from '../scenario.ts';

/** A stroke may be lost that is younger than this, in milliseconds. */
const MAY_BE_LOST = 1000;

const pathOf = (folder: string) => join(folder, 'photo.jpg');
const source = (folder: string) => ({ kind: 'path', path: pathOf(folder) }) as const;

/** A person draws a stroke every tenth of a second, on the edit that was offered again. */
export const scenario: Scenario = {
  within: 2500,
  async prepare(folder) {
    await putPhoto(folder, 'photo.jpg');
    return {};
  },
  async live(folder, say) {
    const { ask } = startBench(folder);
    const { photo, recovered } = await ask('photo.open', { source: source(folder), job: 'open' });
    let strokes: Stroke[] = recovered?.strokes ?? [];
    const autosave = new Autosave<Stroke[]>(
      drawn => void ask('edit.keep', { photo, edit: { ...defaultEdit(), strokes: drawn } }),
    );
    say('READY');
    for (;;) {
      strokes = [...strokes, strokeAlong([1, strokes.length % 80], [100, 5])];
      autosave.touch(strokes);
      say(String(strokes.length));
      await pause(100);
    }
  },
  async look(folder, said) {
    const bench = startBench(folder);
    try {
      const { recovered } = await bench.ask('photo.open', { source: source(folder), job: 'open' });
      const kept = recovered?.strokes.length ?? 0;
      const due = dueStrokes(said);
      return kept >= due
        ? []
        : [`${due} strokes were drawn more than a second before, and ${kept} were kept.`];
    } finally {
      bench.studio.close();
    }
  },
};

const dueStrokes = (said: readonly Said[]): number =>
  Math.max(0, ...said.filter(({ ago }) => ago > MAY_BE_LOST).map(({ text }) => Number(text) || 0));
