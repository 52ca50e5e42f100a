/**
 * The one instance of TensorFlow.js. It is taken with `require` because tfjs-node is CommonJS and takes the
 * CommonJS build of tfjs-core: an `import` that a bundler or a test runner sends to the ES build would make a
 * second core, whose tensors the first one's backends refuse.
 */
import { packageFolder, requireOptional } from './packages.ts';

export const core = requireOptional('@tensorflow/tfjs-core') as typeof import('@tensorflow/tfjs-core');
// Before anything else registers: it silences the banner and the notices of kernels registered twice.
core.enableProdMode();

export const converter = requireOptional(
  '@tensorflow/tfjs-converter',
) as typeof import('@tensorflow/tfjs-converter');

/** Not at import: the glue and its kernels take 30 ms that the native engine does not need. */
export const loadWasmPackage = () =>
  requireOptional('@tensorflow/tfjs-backend-wasm') as typeof import('@tensorflow/tfjs-backend-wasm');

/** The folder of the WASM backend's own files. */
export const wasmPackageFolder = (): string => packageFolder('@tensorflow/tfjs-backend-wasm');
