import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    testTimeout: 60_000,
    hookTimeout: 120_000,
    pool: 'forks',
    maxWorkers: 2,
    // What a person has installed changes what is found: the tests know the networks that ship, and bring others themselves.
    env: { PORTRAIT_MODELS: fileURLToPath(new URL('tests/output/no-networks', import.meta.url)) },
    projects: [
      {
        extends: true,
        test: { name: 'node', include: ['tests/**/*.test.ts'], exclude: ['tests/renderer/**'] },
      },
      {
        extends: true,
        plugins: [svelte()],
        // Components mount, so they need Svelte's browser half.
        resolve: { conditions: ['browser'] },
        test: { name: 'renderer', include: ['tests/renderer/**/*.test.ts'], environment: 'happy-dom' },
      },
    ],
  },
});
