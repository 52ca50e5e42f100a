/** Repeatable pseudo-random numbers 0…1 (Marsaglia, "Xorshift RNGs", JSS 2003). */
export function randomSource(seed: number): () => number {
  let state = seed | 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

export function randomLevels(length: number, seed: number): Uint8Array {
  const next = randomSource(seed);
  return Uint8Array.from({ length }, () => next() * 256);
}

export function randomFloats(length: number, seed: number): Float32Array {
  const next = randomSource(seed);
  return Float32Array.from({ length }, next);
}
