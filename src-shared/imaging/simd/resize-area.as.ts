/**
 * Inner loops of resize-area.ts in WASM SIMD (AssemblyScript). All pointers are bytes into the module's memory; buffers
 * have 64 bytes to spare at their end, because vectors run over.
 */

/** Adds four samples, the lowest of eight 16-bit ones or the highest. */
// @ts-ignore: decorator
@inline
function addFour(samples: v128, share: v128, sums: usize): void {
  v128.store(sums, f32x4.add(v128.load(sums), f32x4.mul(f32x4.convert_i32x4_s(samples), share)));
}

/** Adds a row of 8-bit samples, each times the share, to the sums. */
export function addRow(row: usize, share: f32, sums: usize, count: i32): void {
  const s = f32x4.splat(share);
  const end = row + count;
  for (; row < end; row += 16, sums += 64) {
    const bytes = v128.load(row);
    const low = i16x8.extend_low_i8x16_u(bytes);
    const high = i16x8.extend_high_i8x16_u(bytes);
    addFour(i32x4.extend_low_i16x8_u(low), s, sums);
    addFour(i32x4.extend_high_i16x8_u(low), s, sums + 16);
    addFour(i32x4.extend_low_i16x8_u(high), s, sums + 32);
    addFour(i32x4.extend_high_i16x8_u(high), s, sums + 48);
  }
}

/**
 * Averages a row of RGB sums: from pixel `first[x]` on, as many as `start` says, each with its share. What a vector
 * holds beyond its three channels is written over by the next one.
 */
export function shrinkRgb(
  sums: usize,
  first: usize,
  start: usize,
  shares: usize,
  into: usize,
  width: i32,
): void {
  let share = shares + (<usize>load<i32>(start) << 2);
  for (let x = 0; x < width; x++, into += 3) {
    let from = sums + <usize>load<i32>(first + (<usize>x << 2)) * 12;
    const end = shares + (<usize>load<i32>(start + (<usize>(x + 1) << 2)) << 2);
    let sum = f32x4.splat(0.5);
    for (; share < end; share += 4, from += 12) {
      sum = f32x4.add(sum, f32x4.mul(v128.load(from), v128.load32_splat(share)));
    }
    const whole = i32x4.trunc_sat_f32x4_s(sum);
    const words = i16x8.narrow_i32x4_s(whole, whole);
    store<u32>(into, i32x4.extract_lane(i8x16.narrow_i16x8_u(words, words), 0));
  }
}

/** The same for one channel. */
export function shrinkPlane(
  sums: usize,
  first: usize,
  start: usize,
  shares: usize,
  into: usize,
  width: i32,
): void {
  let share = shares + (<usize>load<i32>(start) << 2);
  for (let x = 0; x < width; x++) {
    let from = sums + (<usize>load<i32>(first + (<usize>x << 2)) << 2);
    const end = shares + (<usize>load<i32>(start + (<usize>(x + 1) << 2)) << 2);
    let sum: f32 = 0.5;
    for (; share < end; share += 4, from += 4) sum += load<f32>(from) * load<f32>(share);
    store<u8>(into + x, <u8>sum);
  }
}
