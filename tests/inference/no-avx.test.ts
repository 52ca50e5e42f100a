import { beforeEach, expect, it, vi } from 'vitest';
import { loadEngine } from '../../src-main/inference/engine.ts';
import { reportEngine } from '../../src-main/inference/engine-report.ts';

/** What an illegal instruction would end the process for. */
const asked = vi.hoisted((): string[] => []);

vi.mock('../../src-main/inference/cpu.ts', () => ({ cpuFeatures: () => ['sse4_1', 'sse4_2'] }));
vi.mock('../../src-main/inference/packages.ts', async importOriginal => {
  const real = await importOriginal<typeof import('../../src-main/inference/packages.ts')>();
  return {
    ...real,
    packageVersion: () => '4.22.0',
    requireOptional(name: string): unknown {
      if (name.startsWith('@tensorflow/tfjs-node')) asked.push(name);
      return real.requireOptional(name);
    },
  };
});

const x64 = process.arch === 'x64';
beforeEach(() => void asked.splice(0));

it.runIf(x64)('a processor without AVX gets WASM, is told why, and libtensorflow is left alone', async () => {
  const { name, whyNot } = await loadEngine('auto');
  expect(name).toBe('wasm');
  expect(whyNot).toMatch(/no AVX/);
  expect((await reportEngine()).whyNotNative).toMatch(/no AVX/);
  expect(asked).toEqual([]);
});

it.runIf(x64)('a processor without AVX is the reason when the native engine is asked for', async () => {
  const load = loadEngine('native');
  await expect(load).rejects.toMatchObject({ code: 'engine-unavailable' });
  await expect(load).rejects.toThrow(/no AVX/);
  expect(asked).toEqual([]);
});
