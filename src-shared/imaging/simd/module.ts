/** What the SIMD kernels' wrappers share: compiling, and laying buffers out in a module's memory. */

export interface KernelModule {
  readonly memory: WebAssembly.Memory;
}

/** Undefined where the machine has no WASM SIMD. */
export const compile = (bytes: Uint8Array<ArrayBuffer>): WebAssembly.Module | undefined =>
  WebAssembly.validate(bytes) ? new WebAssembly.Module(bytes) : undefined;

const PAGE = 65536;

/** A fresh instance with room for so many bytes. */
export function instantiate(module: WebAssembly.Module, bytes: number): KernelModule {
  const kernels = new WebAssembly.Instance(module).exports as unknown as KernelModule;
  kernels.memory.grow(Math.ceil(bytes / PAGE));
  return kernels;
}

/** An instance that is kept from call to call, with as much room as was ever asked for. Its views end with the next call. */
export function roomFor(module: WebAssembly.Module): (bytes: number) => KernelModule {
  const kernels = new WebAssembly.Instance(module).exports as unknown as KernelModule;
  return bytes => {
    const missing = bytes - kernels.memory.buffer.byteLength;
    if (missing > 0) kernels.memory.grow(Math.ceil(missing / PAGE));
    return kernels;
  };
}

/** Vectors run over the end of a buffer by up to this many bytes. */
export const SPARE = 64;

/** Where each buffer begins, one after the other, from its size in bytes. */
export function layOut<N extends string>(sizes: Record<N, number>): { at: Record<N, number>; bytes: number } {
  const at = {} as Record<N, number>;
  let bytes = 16;
  for (const name in sizes) {
    at[name] = bytes;
    bytes += Math.ceil((sizes[name] + SPARE) / 16) * 16;
  }
  return { at, bytes };
}

/** The same buffers, so many bytes further on. */
export const moved = <T extends Readonly<Record<string, number>>>(at: T, by: number): T =>
  Object.fromEntries(Object.entries(at).map(([name, from]) => [name, from + by])) as T;
