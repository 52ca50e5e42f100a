import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Diagnosis } from '../../src-main/cli/doctor.ts';
import { packageRoot } from '../../src-main/models/index.ts';
import { portrait } from '../making/cli.ts';
import { temporaryFolder } from '../making/folder.ts';

const store = temporaryFolder();

describe('portrait models', () => {
  it('list names each network, its licence and its state', async () => {
    const { code, stdout, stderr } = await portrait(['models', 'list']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^u2netp +ok +4\.6 MB +Apache-2\.0 /m);
  });

  it('list --json says it for programs', async () => {
    const { code, stdout } = await portrait(['models', 'list', '--json']);
    const { models } = JSON.parse(stdout) as { models: Record<string, unknown>[] };
    expect(code).toBe(0);
    expect(models).toContainEqual(
      expect.objectContaining({ name: 'u2netp', state: 'ok', licence: 'Apache-2.0', bytes: 4_574_861 }),
    );
  });

  it('verify reads the files of what is installed again', async () => {
    const { code, stdout, stderr } = await portrait(['models', 'verify']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^u2netp ok$/m);
    expect(stdout).toMatch(/^(\w+ ok\n)+$/);
  });

  it('verify of one that is not installed says what to run', async () => {
    const { code, stdout } = await portrait(['models', 'verify', 'deeplab']);
    expect({ code, stdout }).toEqual({
      code: 1,
      stdout: 'deeplab missing: run "portrait models pull deeplab"\n',
    });
  });

  it.each(['pull', 'verify', 'remove'])('%s names a network that there is not', async command => {
    const { code, stdout, stderr } = await portrait(['models', command, 'nonsense']);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/^portrait: .*nonsense.*\n$/);
  });
});

describe('portrait doctor', () => {
  it('tells a network that was changed from one that is whole', async () => {
    const folder = join(store, 'u2netp');
    cpSync(join(packageRoot(), 'models', 'u2netp'), folder, { recursive: true });
    const weights = readFileSync(join(folder, 'weights.bin'));
    writeFileSync(join(folder, 'weights.bin'), weights.with(1000, weights[1000] ^ 1));
    const { stdout } = await portrait(['doctor'], { models: store });
    expect(stdout).toMatch(
      /^network u2netp: damaged \(weights\.bin was changed\): run "portrait models pull u2netp"$/m,
    );
  });

  it('says what runs, what is there and what is not', async () => {
    const { code, stdout, stderr } = await portrait(['doctor']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    for (const line of [
      /^Portrait Studio \d/m,
      /^Node \d+\.\d+\.\d+, /m,
      /^TensorFlow\.js 4\./m,
      /^engine in use: (native|wasm), \d+ threads?$/m,
      /^processor: /m,
      /^sharp 0\..*, libvips \d/m,
      /^network u2netp: ok$/m,
      /^network deeplab: missing; it names 20 kinds .* \(2\.2 MB, Apache-2\.0\): run "portrait models pull deeplab"$/m,
      /^user store: \/nonexistent\/models$/m,
      /^shipped store: /m,
      /^Electron /m,
    ])
      expect(stdout).toMatch(line);
    if (/engine in use: wasm/.test(stdout)) expect(stdout).toMatch(/^why not native: ./m);
  });

  it('--json says it for programs', async () => {
    const { code, stdout } = await portrait(['doctor', '--json']);
    expect(code).toBe(0);
    const found = JSON.parse(stdout) as Diagnosis;
    expect(found.models).toContainEqual({ name: 'u2netp', state: 'ok' });
    expect(found.models).toContainEqual({
      ...{ name: 'deeplab', state: 'missing', mending: 'run "portrait models pull deeplab"' },
      brings: expect.stringMatching(/^names 20 kinds/) as string,
    });
    expect(found.engine).toMatchObject({ node: process.versions.node });
    expect(found.electron.binary).toBeTypeOf('boolean');
  });
});
