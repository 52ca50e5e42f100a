import { availableParallelism } from 'node:os';
import { PortraitError } from '../../src-shared/contract/errors.ts';
import type { OpenEngine } from './engine.ts';
import { openKernelsNetwork } from './kernels-network.ts';
import { packageVersion } from './packages.ts';
import { core, loadWasmPackage, wasmPackageFolder } from './tfjs.ts';
import { threadsFor, withThreads } from './wasm-threads.ts';

/**
 * Opens TensorFlow.js' WASM backend, with threads where they can be had: it runs wherever Node does.
 *
 * @throws PortraitError `engine-unavailable` when the backend does not start
 */
export async function openWasmEngine(): Promise<OpenEngine> {
  const wasm = loadWasmPackage();
  wasm.setWasmPaths(`${wasmPackageFolder()}/dist/`);
  if (!(await startThreaded(wasm)) && !(await startSingle(wasm))) {
    const message = 'The WASM engine does not start: install the program again with "npm ci".';
    throw new PortraitError('engine-unavailable', message);
  }
  return {
    name: 'wasm',
    version: packageVersion('@tensorflow/tfjs-backend-wasm') ?? 'unknown',
    threads: wasm.getThreadsCount(),
    openNetwork: stored => openKernelsNetwork('wasm', stored),
  };
}

type WasmPackage = ReturnType<typeof loadWasmPackage>;

async function startThreaded(wasm: WasmPackage): Promise<boolean> {
  const threads = threadsFor(availableParallelism());
  if (threads === 1) return false;
  wasm.setThreadsCount(threads);
  // Threads may be had no more: a system counts them, and so does a container.
  return withThreads(() => core.setBackend('wasm')).catch(() => false);
}

async function startSingle(wasm: WasmPackage): Promise<boolean> {
  core.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  wasm.setThreadsCount(1);
  return core.setBackend('wasm');
}
