import { spawnSync } from 'node:child_process';
import { utimesSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { until } from '../making/processes.ts';
import { temporaryFolder } from '../making/folder.ts';
import { putNoise, putPhoto } from '../making/scenes.ts';
import { editorSavingTo, keyed } from './an-editor.ts';

const folder = temporaryFolder();
const photo = await putPhoto(folder, 'photo.jpg', 300, 200);
const { ask, editor, open, exported, pid } = editorSavingTo(join(folder, 'editor'), () =>
  join(folder, 'result.png'),
);

afterEach(() => vi.unstubAllEnvs());

describe('the compute process', () => {
  it('may run out of memory that the system gives it: the photo is refused, and the next one is done', async context => {
    await open(photo);
    const large = await open(await putNoise(folder, 'large.tif', 3000, 2000));
    // No more than it has.
    const limit = spawnSync('sh', [
      '-c',
      `prlimit --pid ${pid()} --as=$(awk '/VmSize/ { print $2 * 1024 }' /proc/${pid()}/status)`,
    ]);
    if (limit.status !== 0) return context.skip('this machine has no prlimit');
    const before = pid();
    expect(['compute-died', 'photo-damaged']).toContain(await exported(large));
    if (pid() === before) process.kill(before!, 'SIGKILL');
    await until(() => pid() !== before);
    expect(await exported(await open(photo))).toBe('done');
  });

  it('may meet an instruction that the processor lacks: it is said, and the other engine takes over', async () => {
    vi.stubEnv('PORTRAIT_ENGINE', '');
    const opened = await open(photo);
    const lost = editor.handle('photo.matte', { photo: opened, job: 'matte', strokes: [], regions: [] });
    process.kill(pid()!, 'SIGILL');
    expect(await lost).toMatchObject({
      ok: false,
      code: 'compute-died',
      message: /instruction that this processor does not have/,
    });
    const { engine } = await ask('models.list', {});
    expect(engine?.engine).toBe('wasm');
  });
});

describe('a clock that was set back', () => {
  it('loses no stroke: an edit is found by what its photo says, also from the future', async () => {
    const path = await putPhoto(folder, 'future.jpg');
    const tomorrow = Date.now() / 1000 + 24 * 3600;
    utimesSync(path, tomorrow, tomorrow);
    await ask('edit.keep', { photo: await open(path), edit: keyed });
    const again = await ask('photo.open', { source: { kind: 'path', path }, job: 'again' });
    expect(again.recovered).toEqual(keyed);
  });
});
