/**
 * Inner loops of foreground/decontaminate.ts in WASM SIMD (AssemblyScript). All pointers are bytes into the module's
 * memory; buffers have 64 bytes to spare at their end, because vectors run over.
 */

/** Whether any pixel is mixed, and is seen. */
export function anyCleaned(truth: usize, alpha: usize, width: i32): bool {
  const end = alpha + width;
  for (; alpha + 16 <= end; alpha += 16, truth += 16) if (cleaned16(truth, alpha)) return true;
  for (; alpha < end; alpha++, truth++) if (load<u8>(truth) != 255 && load<u8>(alpha) != 0) return true;
  return false;
}

// @ts-ignore: decorator
@inline
function cleaned16(truth: usize, alpha: usize): bool {
  const mixed = i8x16.ne(v128.load(truth), i8x16.splat(-1));
  return v128.any_true(v128.and(mixed, i8x16.ne(v128.load(alpha), i8x16.splat(0))));
}

/** Three bytes and one that does not count, as floats. */
// @ts-ignore: decorator
@inline
function colourAt(rgb: usize): v128 {
  const bytes = i16x8.extend_low_i8x16_u(v128.load32_zero(rgb));
  return f32x4.convert_i32x4_s(i32x4.extend_low_i16x8_u(bytes));
}

// @ts-ignore: decorator
@inline
function mix(a: v128, b: v128, share: v128): v128 {
  return f32x4.add(a, f32x4.mul(f32x4.sub(b, a), share));
}

/** A colour between two rows of a smaller picture. */
// @ts-ignore: decorator
@inline
function colourBetween(upper: usize, lower: usize, place: usize, down: v128): v128 {
  const left = <usize>load<u32>(place);
  const right = <usize>load<u32>(place, 4);
  const across = v128.load32_splat(place, 8);
  const above = mix(colourAt(upper + left), colourAt(upper + right), across);
  const below = mix(colourAt(lower + left), colourAt(lower + right), across);
  return mix(above, below, down);
}

/**
 * Cleans a row of the photo in place, where it is not wholly the subject and is seen.
 * @param truth what its colours are mixed by, `alpha` what is composited by
 * @param foreground two rows of the smaller picture, `stride` bytes apart, `share` of the second; `background` the same
 * @param places twelve bytes a pixel
 */
export function cleanRow(
  rgb: usize,
  truth: usize,
  alpha: usize,
  foreground: usize,
  background: usize,
  stride: usize,
  share: f32,
  places: usize,
  strength: f32,
  width: i32,
): void {
  const down = f32x4.splat(share);
  const full = f32x4.splat(strength);
  const white = f32x4.splat(255);
  for (let x = 0; x < width; x++) {
    if ((x & 15) == 0) {
      while (x < width && !cleaned16(truth + x, alpha + x)) x += 16;
      if (x >= width) return;
    }
    const level = load<u8>(truth + x);
    if (level == 255 || load<u8>(alpha + x) == 0) continue;
    const at = rgb + <usize>x * 3;
    const place = places + <usize>x * 12;
    const a = f32x4.splat(<f32>level * (<f32>1 / 255));
    const seen = colourAt(at);
    const f = colourBetween(foreground, foreground + stride, place, down);
    const b = colourBetween(background, background + stride, place, down);
    const missing = f32x4.sub(seen, mix(b, f, a));
    const cleaned = f32x4.max(f32x4.splat(0), f32x4.min(white, f32x4.add(f, f32x4.mul(a, missing))));
    const whole = i32x4.trunc_sat_f32x4_s(f32x4.add(mix(seen, cleaned, full), f32x4.splat(0.5)));
    const words = i16x8.narrow_i32x4_s(whole, whole);
    const bytes = i8x16.narrow_i16x8_u(words, words);
    store<u16>(at, <u16>i16x8.extract_lane_u(bytes, 0));
    store<u8>(at, <u8>i8x16.extract_lane_u(bytes, 2), 2);
  }
}
