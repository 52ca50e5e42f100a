import { expect, it } from 'vitest';
import { editorFolders } from '../../src-main/studio/index.ts';
import { serveEditor } from '../../src-main/web/serve-editor.ts';
import { childNamed } from '../bench/editor/processes.ts';
import { temporaryFolder } from '../making/folder.ts';
import { until } from '../making/processes.ts';

const folder = temporaryFolder();

it.skipIf(process.platform !== 'linux')('starts the compute process before any page has asked', async () => {
  const folders = editorFolders({ ...process.env, PORTRAIT_DATA: folder });
  const served = await serveEditor({ photos: [], rendererFolder: folder, folders });
  await until(() => childNamed(process.pid, 'compute/child') !== undefined);
  await served.close();
  await until(() => childNamed(process.pid, 'compute/child') === undefined);
  expect(served.address).toMatch(/^http:\/\/127\.0\.0\.1:/);
});
