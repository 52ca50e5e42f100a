/**
 * Rounding to 8 bits with noise, so that a slow slope shows no bands. The noise is the same for every photo, sum-free,
 * and holds only fine detail, which neither the eye nor JPEG keeps: each rank goes where those before it are farthest
 * away (after Ulichney, "The void-and-cluster method for dither array generation", SPIE 1913, 1993).
 */

/** Side of the tile, in pixels. */
export const DITHER_SIDE = 32;
/** Spread of what keeps two ranks apart, in pixels. */
const SIGMA = 1.9;
/** In 1/256 of a level: less than a whole one, so that neighbours on a slow slope are never two levels apart. */
const STRENGTH = 230;

/**
 * Rows of `DITHER_SIDE` interleaved RGB pixels: what is added, in 1/256 of a level, before the rest is cut off. Each
 * channel has the tile at another place, so that the noise is no grey grain.
 */
export const ditherTile: () => Uint8Array = once(() => {
  const ranks = ditherRanks();
  const tile = new Uint8Array(DITHER_SIDE * DITHER_SIDE * 3);
  for (let i = 0; i < tile.length; i++) {
    const c = i % 3;
    const x = (Math.floor(i / 3) + 11 * c) % DITHER_SIDE;
    const y = (Math.floor(i / 3 / DITHER_SIDE) + 5 * c) % DITHER_SIDE;
    const share = (ranks[y * DITHER_SIDE + x] + 0.5) / ranks.length;
    tile[i] = 128 + (share - 0.5) * STRENGTH;
  }
  return tile;
});

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}

/** Every rank from 0 on once, row by row. */
function ditherRanks(): Uint16Array {
  const ranks = new Uint16Array(DITHER_SIDE * DITHER_SIDE);
  // A little disorder, or the first ranks would stand in a lattice.
  const crowd = Float32Array.from(ranks, (_, i) => 1e-3 * ((i * 0.6180339887 * 997) % 1));
  for (let rank = 0; rank < ranks.length; rank++) {
    const at = crowd.indexOf(Math.min(...crowd));
    ranks[at] = rank;
    addCrowd(crowd, at);
    crowd[at] = Infinity;
  }
  return ranks;
}

function addCrowd(crowd: Float32Array, at: number) {
  const reach = Math.ceil(3 * SIGMA);
  const [x, y] = [at % DITHER_SIDE, Math.floor(at / DITHER_SIDE)];
  for (let v = -reach; v <= reach; v++) {
    for (let u = -reach; u <= reach; u++) {
      const row = (y + v + DITHER_SIDE) % DITHER_SIDE;
      const column = (x + u + DITHER_SIDE) % DITHER_SIDE;
      crowd[row * DITHER_SIDE + column] += Math.exp(-(u * u + v * v) / (2 * SIGMA * SIGMA));
    }
  }
}
