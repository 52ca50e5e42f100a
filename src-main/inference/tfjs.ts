/**
 * The one instance of TensorFlow.js. It is taken with `require` because tfjs-node is CommonJS and takes the
 * CommonJS build of tfjs-core: an `import` that a bundler or a test runner sends to the ES build would make a
 * second core, whose tensors the first one's backends refuse.
 */
import { createRequire } from 'node:module';
import { dirname } from 'node:path';

const load = createRequire(import.meta.url);

export const core = load('@tensorflow/tfjs-core') as typeof import('@tensorflow/tfjs-core');
// Before anything else registers: it silences the banner and the notices of kernels registered twice.
core.enableProdMode();

export const converter = load('@tensorflow/tfjs-converter') as typeof import('@tensorflow/tfjs-converter');

/** Not at import: the glue and its kernels take 30 ms that the native engine does not need. */
export const loadWasmPackage = () =>
  load('@tensorflow/tfjs-backend-wasm') as typeof import('@tensorflow/tfjs-backend-wasm');

/** The folder of the WASM backend's own files. */
export const wasmPackageFolder = (): string =>
  dirname(load.resolve('@tensorflow/tfjs-backend-wasm/package.json'));

/** @throws whatever Node and the addon throw; tfjs-node's own errors have no code */
export const requireOptional = (name: string): unknown => load(name);

/** @returns the installed version, or undefined when the package is not there */
export function packageVersion(name: string): string | undefined {
  try {
    return (load(`${name}/package.json`) as { version: string }).version;
  } catch {
    return undefined;
  }
}
