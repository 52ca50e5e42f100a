import { createRequire } from 'node:module';
import { loadEngine } from '../../src-main/inference/engine.ts';
import { openU2netp } from '../../src-main/inference/u2netp.ts';
import { fetchSource } from '../../src-main/models/pull.ts';
import { catalogueEntry, findModel } from '../../src-main/models/index.ts';
import { inspectPhoto, readScaled } from '../../src-main/photo/index.ts';
import { milliseconds, ratio, row, type Timing, timed } from './measure.ts';

/** The network that ships: load, first and median inference, on both engines and on ONNX Runtime. */
export async function benchNetwork(photo: string) {
  console.log('\nU²-Netp, 320 × 320');
  const peer = await onnxRuntime();
  if (peer) row('onnxruntime-node, 2 threads: inference', milliseconds(peer));
  else row('onnxruntime-node', 'not here: npm install --no-save --ignore-scripts onnxruntime-node');
  for (const name of ['native', 'wasm'] as const) await benchEngine(name, photo, peer);
}

async function benchEngine(name: 'native' | 'wasm', photo: string, peer: Timing | undefined) {
  const { folder } = await findModel('u2netp');
  const picture = await readScaled(await inspectPhoto(photo), { longSide: 320 });
  const began = performance.now();
  const engine = await loadEngine(name).catch(() => undefined);
  if (!engine) {
    row(name, 'not here: npm run native');
    return;
  }
  const network = await engine.loadNetwork(folder);
  const loaded = performance.now();
  const segmenter = openU2netp(network);
  await segmenter.run(picture);
  const first = performance.now();
  const timing = await timed(() => segmenter.run(picture));
  const against = peer ? `   ours ${ratio(timing, peer)}` : '';
  row(`${name}: engine and network loaded`, `${(loaded - began).toFixed(0).padStart(6)} ms`);
  row(`${name}: first inference`, `${(first - loaded).toFixed(0).padStart(6)} ms`);
  row(`${name}: inference`, milliseconds(timing) + against);
  network.dispose();
}

/** What we use of onnxruntime-node, which is not a dependency: it is measured where it was installed by hand. */
interface OnnxRuntime {
  readonly InferenceSession: {
    create(
      model: Uint8Array,
      options: object,
    ): Promise<{ inputNames: string[]; run(feeds: object): Promise<object> }>;
  };
  readonly Tensor: new (type: 'float32', data: Float32Array, shape: number[]) => object;
}

async function onnxRuntime(): Promise<Timing | undefined> {
  let runtime: OnnxRuntime;
  try {
    runtime = createRequire(import.meta.url)('onnxruntime-node') as OnnxRuntime;
  } catch {
    return undefined;
  }
  const source = await fetchSource(catalogueEntry('u2netp'));
  const session = await runtime.InferenceSession.create(source, { intraOpNumThreads: 2 });
  const input = new runtime.Tensor('float32', new Float32Array(3 * 320 * 320), [1, 3, 320, 320]);
  return timed(() => session.run({ [session.inputNames[0]]: input }));
}
