import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import { cpuFeatures } from './cpu.ts';
import type { Network, OpenEngine } from './engine.ts';
import { packageVersion, requireOptional } from './packages.ts';
import { openSessionNetwork, type TensorFlowAddon } from './session-network.ts';
import type { StoredNetwork } from './stored-network.ts';

const packageName = '@tensorflow/tfjs-node';
/** Where the package's own loader finds it, too. */
export const addonFile = `${packageName}/lib/napi-v8/tfjs_binding.node`;

/**
 * Loads TensorFlow's own library through tfjs-node.
 *
 * @throws Error whose message is a clause: why not, and what to run
 */
export function openNativeEngine(): OpenEngine {
  const version = packageVersion(packageName);
  if (!version) throw new Error('the optional package tfjs-node is not installed: run "npm run native"');
  refuseOldCpu();
  setEnvironment();
  const addon = requireAddon();
  const openNetwork = (stored: StoredNetwork) => openFastest(addon, stored);
  return { name: 'native', version, threads: availableParallelism(), openNetwork };
}

/** The whole graph in one call where TensorFlow takes it: it fuses, and takes half the time (measured). */
async function openFastest(addon: TensorFlowAddon, stored: StoredNetwork): Promise<Network> {
  try {
    return await openSessionNetwork(addon, stored);
  } catch {
    // tfjs knows operators that TensorFlow does not; and its parser says better what is wrong with a graph.
    requireTensorFlow();
    const { openKernelsNetwork } = await import('./kernels-network.ts');
    return openKernelsNetwork('tensorflow', stored);
  }
}

/** libtensorflow is built for AVX and dies of an illegal instruction without it: no error could be caught. */
function refuseOldCpu(): void {
  const features = cpuFeatures();
  if (process.arch !== 'x64' || !features || features.includes('avx')) return;
  throw new Error('this processor has no AVX, which TensorFlow needs: nothing can be done here');
}

/**
 * The addon alone is all that a session needs: the package round it takes a quarter of a second more. Where it lies
 * elsewhere, the package finds it, or says why not.
 */
function requireAddon(): TensorFlowAddon {
  try {
    return requireOptional(addonFile) as TensorFlowAddon;
  } catch {
    return requireTensorFlow().backend().binding;
  }
}

/** All of tfjs-node, as a backend of TensorFlow.js. Its types are written down here: they are absent where it is. */
function requireTensorFlow(): { backend(): { readonly binding: TensorFlowAddon } } {
  restoreRemovedUtil();
  try {
    return requireOptional(packageName) as ReturnType<typeof requireTensorFlow>;
  } catch (error) {
    // Its errors have no code, and a missing addon, library or symbol only differ in prose.
    const reason = (error instanceof Error ? error.message : String(error)).split('\n')[0].trim();
    throw new Error(`tfjs-node does not load (${reason.replace(/\.$/, '')}): run "npm run native"`, {
      cause: error,
    });
  }
}

/**
 * TensorFlow reads these once, when its library loads. What the user set stays. Threads are left alone: it
 * takes all cores, which is best (measured). oneDNN is off by default on processors without AVX-512, and makes
 * a session a fifth to a half faster there too; it says so in two lines on stderr, which nothing silences.
 */
function setEnvironment(): void {
  process.env['TF_CPP_MIN_LOG_LEVEL'] ??= '2';
  if (process.arch === 'x64') process.env['TF_ENABLE_ONEDNN_OPTS'] ??= '1';
}

/**
 * tfjs-node 4.22 calls functions that Node 23 removed, and one that it warns about. Mended upstream, never
 * released: https://github.com/tensorflow/tfjs/pull/8425, https://github.com/tensorflow/tfjs/issues/8609
 */
function restoreRemovedUtil(): void {
  const util = createRequire(import.meta.url)('node:util') as Record<string, unknown>;
  util['isNullOrUndefined'] ??= (value: unknown) => value === null || value === undefined;
  util['isArray'] = Array.isArray;
}
