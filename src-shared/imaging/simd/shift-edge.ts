import { type Line, plainWiden, stepsOf, type Widen } from '../edge/shift.ts';
import { compile, instantiate, type KernelModule, layOut } from './module.ts';
import { wasmBytes } from './shift-edge.wasm.ts';

interface Kernels extends KernelModule {
  widen(data: number, spare: number, length: number, step: number, whole: number, part: number): void;
}

const compiled = compile(wasmBytes);

/** `plainWiden` in WASM SIMD; the plain one where there is no SIMD. */
export const widenSimd: Widen = compiled ? (sheet, lines) => widened(compiled, sheet, lines) : plainWiden;

function widened(module: WebAssembly.Module, sheet: Uint8Array, lines: readonly Line[]): Uint8Array {
  const { length } = sheet;
  const { at, bytes } = layOut({ data: length, spare: length });
  const kernels = instantiate(module, bytes) as Kernels;
  const memory = new Uint8Array(kernels.memory.buffer);
  memory.set(sheet, at.data);
  let [data, spare] = [at.data, at.spare];
  for (const line of lines) {
    const { whole, part } = stepsOf(line);
    kernels.widen(data, spare, length, line.step, whole, part);
    [data, spare] = [spare, data];
  }
  return memory.subarray(data, data + length);
}
