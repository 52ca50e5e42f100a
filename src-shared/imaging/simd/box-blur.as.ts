/**
 * The inner loops of box-blur.ts in WASM SIMD (AssemblyScript). box-blur.ts is their oracle. All pointers are
 * bytes into the module's memory; buffers have 64 bytes to spare at their end, because vectors run over.
 */

/** `sums[i] += enters[i] − leaves[i]`: 32-bit sums, 8-bit samples. */
export function exchange(sums: usize, enters: usize, leaves: usize, count: i32): void {
  for (let i = 0; i < count; i += 16) {
    const e = v128.load(enters + i);
    const l = v128.load(leaves + i);
    const low = i16x8.sub(i16x8.extend_low_i8x16_u(e), i16x8.extend_low_i8x16_u(l));
    const high = i16x8.sub(i16x8.extend_high_i8x16_u(e), i16x8.extend_high_i8x16_u(l));
    const at = sums + (i << 2);
    v128.store(at, i32x4.add(v128.load(at), i32x4.extend_low_i16x8_s(low)));
    v128.store(at, i32x4.add(v128.load(at, 16), i32x4.extend_high_i16x8_s(low)), 16);
    v128.store(at, i32x4.add(v128.load(at, 32), i32x4.extend_low_i16x8_s(high)), 32);
    v128.store(at, i32x4.add(v128.load(at, 48), i32x4.extend_high_i16x8_s(high)), 48);
  }
}

/** The running mean over `boxWidth` pixels of interleaved RGB sums; one vector holds one pixel. */
export function slideRgb(sums: usize, boxWidth: i32, scale: f32, into: usize, width: i32): void {
  const span: usize = boxWidth * 12;
  let total = i32x4.splat(0);
  for (let x: usize = 0; x < span; x += 12) total = i32x4.add(total, v128.load(sums + x));
  const factor = f32x4.splat(scale);
  const half = f32x4.splat(0.5);
  for (let x = 0; x < width; x++) {
    const mean = f32x4.add(f32x4.mul(f32x4.convert_i32x4_s(total), factor), half);
    const whole = i32x4.trunc_sat_f32x4_s(mean);
    const words = i16x8.narrow_i32x4_s(whole, whole);
    // The fourth byte is overwritten by the next pixel.
    v128.store32_lane(into, i8x16.narrow_i16x8_u(words, words), 0);
    total = i32x4.add(total, i32x4.sub(v128.load(sums + span), v128.load(sums)));
    sums += 12;
    into += 3;
  }
}
