import { afterEach, beforeEach, vi } from 'vitest';
import { Editor } from '../../src-renderer/state/editor.svelte.ts';
import type { AppFacts } from '../../src-shared/contract/editor/app.ts';
import type { MadeMatte } from '../../src-shared/contract/editor/photo.ts';
import { done } from '../../src-shared/contract/result.ts';
import { fakeDoor, openedPhoto } from './fake-door.ts';

export const madeMatte: MadeMatte = {
  matte: { address: 'p1/matte/1', width: 400, height: 300 },
  subjectShare: 0.4,
  empty: false,
  engine: 'wasm',
  models: ['u2netp'],
  classes: [],
  meant: [],
  milliseconds: 5,
};

export const facts: AppFacts = {
  version: '0',
  samples: [],
  recent: [],
  opened: [],
  settings: { smartStrokes: true, brush: { share: 0.04, hardness: 0.7 }, declinedModels: [] },
};

/** Until everything that was begun has come back. */
export const settle = () => new Promise(resolve => setTimeout(resolve, 5));

/** Pictures that can be fetched and decoded, for all tests of a file. */
export function withPictures() {
  beforeEach(() => {
    sessionStorage.clear();
    vi.stubGlobal('fetch', () => Promise.resolve(new Response('picture')));
    vi.stubGlobal('createImageBitmap', () => Promise.resolve({ close: () => undefined }));
  });
  afterEach(() => vi.unstubAllGlobals());
}

/** An editor on a door that opens any photo, each under a name of its own. */
export function anEditor(answers: Parameters<typeof fakeDoor>[0] = {}) {
  let count = 0;
  const door = fakeDoor({
    'app.facts': () => done(facts),
    'photo.open': () => done({ ...openedPhoto, photo: `p${(count += 1)}` }),
    'photo.matte': () => done(madeMatte),
    'export.run': () => done({ name: 'cat-portrait.jpg', bytes: 9, warnings: [] }),
    ...answers,
  });
  const asked = (name: string) => door.asked.filter(one => one.name === name).map(({ request }) => request);
  return { editor: new Editor(door), door, asked };
}
