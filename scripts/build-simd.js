/**
 * Compiles every `*.as.ts` (AssemblyScript) to WASM SIMD and lays it beside as a module that exports the
 * bytes, so that Node, threads and the window load it alike, without a file to find.
 */
import { globSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

const root = fileURLToPath(new URL('..', import.meta.url));

for (const source of globSync('src-shared/**/*.as.ts', { cwd: root })) {
  const binary = await compile(source);
  const module = [
    `// Made from ${source.split('/').pop()} by scripts/build-simd.js.`,
    `const base64 =\n  '${Buffer.from(binary).toString('base64')}';`,
    'export const wasmBytes: Uint8Array<ArrayBuffer> = Uint8Array.from(atob(base64), c => c.charCodeAt(0));',
  ];
  writeFileSync(`${root}${source.replace('.as.ts', '.wasm.ts')}`, `${module.join('\n')}\n`);
}

async function compile(source) {
  let binary;
  const options = [
    source,
    '--outFile',
    'out.wasm',
    '-O3',
    '--enable',
    'simd',
    '--runtime',
    'stub',
    '--noAssert',
  ];
  const { error, stderr } = await asc.main(options, {
    baseDir: root,
    writeFile: (_name, contents) => (binary = contents),
  });
  if (error) throw new Error(`${source}: ${stderr.toString()}`);
  return binary;
}
