import {
  blockPlace,
  type Grain,
  GRAIN_BLOCK,
  GRAIN_BYTES,
  type LayGrain,
  plainGrain,
  strengthLevels,
} from '../scene/grain.ts';
import { wasmBytes } from './grain.wasm.ts';
import { compile, instantiate, type KernelModule, layOut } from './module.ts';

interface Kernels extends KernelModule {
  layGrain(
    row: number,
    tile: number,
    places: number,
    below: number,
    strength: number,
    into: number,
    width: number,
  ): void;
}

/** The kernel reads a strength as often as a pixel has bytes of noise. */
const EACH = GRAIN_BYTES;

const compiled = compile(wasmBytes);

/** `plainGrain` in WASM SIMD; the plain one where there is no SIMD. */
export function grainLayer(grain: Grain, width: number): LayGrain {
  if (!compiled) return plainGrain(grain, width);
  const blocks = Math.ceil(width / GRAIN_BLOCK);
  const { at, bytes } = layOut({
    row: width * 3,
    tile: grain.tile.length,
    places: blocks * 8,
    strength: 256 * EACH * 2,
    into: width * 3,
  });
  const kernels = instantiate(compiled, bytes) as Kernels;
  const { buffer } = kernels.memory;
  const row = new Uint8Array(buffer, at.row, width * 3);
  const places = new Int32Array(buffer, at.places, blocks * 2);
  const strength = new Int16Array(buffer, at.strength, 256 * EACH);
  const result = new Uint8Array(buffer, at.into, width * 3);
  new Int8Array(buffer, at.tile).set(grain.tile);
  const ready = { share: -1, block: -1 };
  return (samples, y, share) => {
    const block = Math.floor(y / GRAIN_BLOCK);
    if (block !== ready.block) putPlaces(block, places);
    if (share !== ready.share) putStrength(grain, share, strength);
    Object.assign(ready, { share, block });
    row.set(samples);
    kernels.layGrain(at.row, at.tile, at.places, y % GRAIN_BLOCK, at.strength, at.into, width);
    samples.set(result);
  };
}

function putPlaces(block: number, into: Int32Array) {
  for (let column = 0; column * 2 < into.length; column++) {
    const { x, y } = blockPlace(column, block);
    into.set([x, y], column * 2);
  }
}

function putStrength({ strength }: Grain, share: number, into: Int16Array) {
  strengthLevels(strength, share).forEach((each, luma) => into.fill(each, luma * EACH, (luma + 1) * EACH));
}
