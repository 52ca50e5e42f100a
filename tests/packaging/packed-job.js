// The main job with the files of a packed program, on plain Node: `node packed-job.js FOLDER`. Prints JSON.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const { openStudio, createEditor, editorFolders } = await import(
  pathToFileURL(join(process.argv[2], 'dist/src-main/studio/index.js')).href
);

const studio = openStudio();
const editor = createEditor({ studio, folders: editorFolders(), emit: () => undefined });
const source = { kind: 'sample', name: 'chelsea' };
const opened = await editor.handle('photo.open', { source, job: 'open' });
const { photo } = opened.value;
const marks = { engine: 'auto', subject: 'auto', strokes: [], regions: [] };
const made = await editor.handle('photo.matte', { photo, job: 'matte', ...marks });
process.stdout.write(JSON.stringify({ ok: made.ok, ...made.value, message: made.message }));
await editor.close();
studio.close();
