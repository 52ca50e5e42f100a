import { createRequire } from 'node:module';
import { expect, it, vi } from 'vitest';
import { loadEngine } from '../../src-main/inference/engine.ts';
import { reportEngine } from '../../src-main/inference/engine-report.ts';

vi.mock('../../src-main/inference/packages.ts', async importOriginal => ({
  ...(await importOriginal<typeof import('../../src-main/inference/packages.ts')>()),
  requireOptional: (name: string) => {
    if (!name.startsWith('@tensorflow/tfjs-node')) return createRequire(import.meta.url)(name) as unknown;
    throw new Error('The Node.js native addon module (tfjs_binding.node) can not be found.\nPlease run');
  },
  packageVersion: () => '4.22.0',
}));

it('names the reason and "npm run native" when the native engine was asked for', async () => {
  const load = loadEngine('native');
  await expect(load).rejects.toMatchObject({ code: 'engine-unavailable' });
  await expect(load).rejects.toThrow(/tfjs_binding\.node.*npm run native/);
});

it('takes WASM for auto, and says why', async () => {
  const engine = await loadEngine('auto');
  expect(engine.name).toBe('wasm');
  expect(engine.whyNot).toMatch(/npm run native/);
});

it('reports the engine in use and why not the other', async () => {
  const report = await reportEngine();
  expect(report).toMatchObject({ engine: 'wasm', node: process.versions.node });
  expect(report.whyNotNative).toMatch(/npm run native/);
  expect(report.cpu.cores).toBeGreaterThan(0);
});
