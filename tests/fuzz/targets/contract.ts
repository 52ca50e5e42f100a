import { join } from 'node:path';
import fc from 'fast-check';
import { createEditor, type Dialogs, editorFolders, openStudio } from '../../../src-main/studio/index.ts';
import { type ChannelName, channels } from '../../../src-shared/contract/editor/channels.ts';
import { nearly } from '../from-schema.ts';
import { Finding } from '../judge.ts';
import { keepWithin, ownFolder } from '../own-folder.ts';
import { valuesTarget } from '../values-target.ts';

const folder = ownFolder();
keepWithin(folder);

const dialogs: Dialogs = {
  chooseFiles: () => Promise.resolve([]),
  chooseSave: () => Promise.resolve(join(folder, 'chosen.png')),
  showInFolder: () => undefined,
};
const studio = openStudio();
const folders = editorFolders();
const editor = createEditor({ studio, folders, dialogs, trustsPaths: true, emit: () => undefined });

const sample = { kind: 'sample', name: 'chelsea' };
const opened = await editor.handle('photo.open', { source: sample, job: 'open' });
if (!opened.ok) throw new Error(opened.message);
const shown = opened.value.photo;

/** What the window would name: the photo that is open, files that are there, jobs that run. */
const known = {
  photo: fc.constantFrom(shown, shown, shown, 'no such photo'),
  job: fc.constantFrom('a', 'b'),
  source: fc.oneof(
    fc.constant(sample),
    fc.constantFrom('/', '/dev/zero', '/proc/self/mem', join(folders.samples, 'astronaut.png')).map(path => ({
      kind: 'path',
      path,
    })),
    nearly(channels['backdrop.open'].request).map(
      request => (request as { source?: unknown } | null)?.source,
    ),
  ),
  path: fc.constantFrom(join(folders.samples, 'hubble-deep-field.jpg'), '/nowhere', '\0', 'x'.repeat(5000)),
};

type Call = readonly [name: ChannelName, request: unknown];
const requestsOf = (name: string): fc.Arbitrary<Call> =>
  nearly(channels[name as ChannelName].request, known).map(request => [name as ChannelName, request]);

/** A call of any channel, through the handlers and the compute process that the program has. */
export const target = valuesTarget(
  fc.oneof(...Object.keys(channels).map(requestsOf)),
  async ([name, request]: Call) => {
    const result = await editor.handle(name, request);
    if (result.ok || !['internal', 'compute-died'].includes(result.code)) return;
    throw new Finding(result.message, `${name}: ${result.message}`);
  },
  async () => {
    await editor.close();
    studio.close();
  },
);
