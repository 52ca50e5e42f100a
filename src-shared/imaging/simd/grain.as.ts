/**
 * The inner loop of scene/grain.ts in WASM SIMD (AssemblyScript), four pixels at a time. All pointers are bytes into the
 * module's memory; buffers have 64 bytes to spare at their end, because vectors run over.
 */

/** What the lumas of two pixels say, four times each. `strength` holds every one four times. */
// @ts-ignore: decorator
@inline
function two(strength: usize, first: i32, second: i32): v128 {
  const one = v128.load64_zero(strength + (<usize>first << 3));
  return v128.load64_lane(strength + (<usize>second << 3), one, 1);
}

/** Two pixels of 16-bit levels with their grain, rounded. */
// @ts-ignore: decorator
@inline
function grained(pixels: v128, noise: v128, strength: v128): v128 {
  const grain = i16x8.q15mulr_sat_s(i16x8.shl(noise, 8), strength);
  const sum = i16x8.add_sat_s(i16x8.add_sat_s(i16x8.shl(pixels, 6), grain), i16x8.splat(32));
  return i16x8.shr_s(sum, 6);
}

/** Of the tile, in pixels, and of the blocks that are cut from it. */
const SIDE: usize = 128;
const BLOCK: i32 = 64;

/**
 * `into`: the pixels of `row`, three bytes each, with their noise times what their luma says. `below`: rows down from a block's
 * top; `places`: for each block of the row, x and y where it begins there, multiples of 4. A vector
 * writes four bytes too many, which the next one writes over: `into` must not be `row`.
 */
export function layGrain(
  row: usize,
  tile: usize,
  places: usize,
  below: i32,
  strength: usize,
  into: usize,
  width: i32,
): void {
  for (let x = 0; x < width; x += BLOCK, places += 8) {
    const down = <usize>(load<i32>(places, 4) + below) & (SIDE - 1);
    const end = min(width, x + BLOCK);
    let across = <usize>load<i32>(places);
    for (let at = x; at < end; at += 4, row += 12, into += 12, across += 4) {
      four(row, tile + ((down * SIDE + (across & (SIDE - 1))) << 2), strength, into);
    }
  }
}

// @ts-ignore: decorator
@inline
function four(row: usize, noise: usize, strength: usize, into: usize): void {
  const weights = i16x8(77, 150, 29, 0, 77, 150, 29, 0);
  const samples = v128.load(row);
  const left = i8x16.swizzle(samples, i8x16(0, 16, 1, 16, 2, 16, 16, 16, 3, 16, 4, 16, 5, 16, 16, 16));
  const right = i8x16.swizzle(samples, i8x16(6, 16, 7, 16, 8, 16, 16, 16, 9, 16, 10, 16, 11, 16, 16, 16));
  const a = i32x4.dot_i16x8_s(left, weights);
  const b = i32x4.dot_i16x8_s(right, weights);
  const luma = i32x4.shr_u(
    i32x4.add(v128.shuffle<i32>(a, b, 0, 2, 4, 6), v128.shuffle<i32>(a, b, 1, 3, 5, 7)),
    8,
  );
  const grain = v128.load(noise);
  const first = grained(
    left,
    i16x8.extend_low_i8x16_s(grain),
    two(strength, i32x4.extract_lane(luma, 0), i32x4.extract_lane(luma, 1)),
  );
  const second = grained(
    right,
    i16x8.extend_high_i8x16_s(grain),
    two(strength, i32x4.extract_lane(luma, 2), i32x4.extract_lane(luma, 3)),
  );
  const bytes = i8x16.narrow_i16x8_u(first, second);
  v128.store(into, i8x16.swizzle(bytes, i8x16(0, 1, 2, 4, 5, 6, 8, 9, 10, 12, 13, 14, 16, 16, 16, 16)));
}
