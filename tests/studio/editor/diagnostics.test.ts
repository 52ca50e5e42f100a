import { join } from 'node:path';
import { hostname, userInfo } from 'node:os';
import { expect, it } from 'vitest';
import { openLog } from '../../../src-main/log/log.ts';
import { startEditor } from '../../making/editor.ts';
import { put } from '../../making/files.ts';
import { temporaryFolder } from '../../making/folder.ts';
import { until } from '../../making/processes.ts';

const folder = temporaryFolder();
const log = openLog(join(folder, 'log'));
const { ask, refused, pid } = startEditor(folder, undefined, log);
const page = { gpu: 'A graphics card', browser: 'A browser' };

it('tells versions, the engine, the graphics and what went wrong, and names no file and nobody', async () => {
  const photo = put(folder, 'birthday of maria.jpg', 'these are only words');
  const source = { kind: 'path', path: photo } as const;
  expect(await refused('photo.open', { source, job: 'open' })).toBe('photo-not-a-picture');
  const { text } = await ask('app.diagnostics', page);
  expect(text).toMatch(/^Portrait Studio \d+\.\d+\.\d+\n/);
  expect(text).toMatch(/\nEngine: (native|wasm), \d+ threads, TensorFlow\.js 4\./);
  expect(text).toMatch(/\nGraphics: A graphics card\n/);
  expect(text).toMatch(/photo\.open photo-not-a-picture/);
  expect(text).not.toMatch(/maria|birthday/i);
  for (const name of [folder, hostname(), `/${userInfo().username}/`]) expect(text).not.toContain(name);
});

it('tells that the compute process died, and how', async () => {
  process.kill(pid()!, 'SIGKILL');
  await until(() => log.last(50).some(line => line.includes('SIGKILL')));
  const { text } = await ask('app.diagnostics', page);
  expect(text).toMatch(/The compute process was killed \(SIGKILL\)/);
});
