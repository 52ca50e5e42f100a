import { defineConfig } from 'vite';

/**
 * Electron's sandboxed preload: one CommonJS file that requires `electron` and nothing else. The main process
 * needs no bundle: it is what tsc makes of src-main/desktop.
 */
export default defineConfig({
  publicDir: false,
  build: {
    outDir: 'dist/desktop',
    emptyOutDir: true,
    minify: false,
    target: 'es2024',
    lib: { entry: 'src-main/desktop/preload.ts', formats: ['cjs'], fileName: () => 'preload.cjs' },
    rolldownOptions: { external: ['electron'] },
  },
});
