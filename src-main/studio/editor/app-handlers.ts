import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AppFacts } from '../../../src-shared/contract/editor/app.ts';
import { PortraitError } from '../../../src-shared/contract/errors.ts';
import { packageRoot, programVersion } from '../../models/index.ts';
import type { Desk } from './desk.ts';
import { diagnose } from './diagnostics.ts';
import type { HandlersOf } from './handlers.ts';
import { locate, samples } from './sources.ts';

/** Facts, settings, and the system's dialogs where the door has them. */
export const appHandlers = (desk: Desk): HandlersOf<'app.'> => ({
  'app.facts': () => appFacts(desk),
  async 'app.about'() {
    const file = join(packageRoot(), 'THIRD-PARTY-LICENSES.txt');
    return { version: programVersion(), licences: await readFile(file, 'utf8').catch(() => '') };
  },
  async 'app.settings'({ settings }) {
    await desk.remembered.keepSettings(settings);
    return null;
  },
  async 'app.choose'({ kind, many }) {
    const paths = await dialogsOf(desk).chooseFiles(kind, many);
    return paths.map(path => ({ kind: 'path' as const, path }));
  },
  async 'app.reveal'({ source }) {
    dialogsOf(desk).showInFolder((await locate(source, desk)).path);
    return null;
  },
  'app.diagnostics': async page => ({ text: await diagnose(desk, page) }),
  'app.flushed': () => Promise.resolve(null),
});

async function appFacts({ remembered, opened }: Desk): Promise<AppFacts> {
  return {
    version: programVersion(),
    samples: samples
      .filter(({ offered }) => offered)
      .map(({ name, title, width, height }) => ({
        name,
        title,
        picture: { address: `sample/${name}`, width, height },
      })),
    recent: await remembered.recent(),
    settings: await remembered.settings(),
    opened,
  };
}

/** @throws PortraitError usage in a browser, whose page chooses files and saves them by itself */
export function dialogsOf({ dialogs }: Desk) {
  if (dialogs) return dialogs;
  throw new PortraitError('usage', 'This window has no dialogs of the system: choose files in the page.');
}
