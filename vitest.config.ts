import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    testTimeout: 60_000,
    hookTimeout: 120_000,
    pool: 'forks',
    maxWorkers: 2,
    // What somebody has installed for themselves changes nothing here: only what is beside the program is seen.
    env: { PORTRAIT_MODELS: join(tmpdir(), 'portrait-tests-no-networks') },
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
