/**
 * Inner loops of foreground/decontaminate.ts in WASM SIMD (AssemblyScript). All pointers are bytes into the module's
 * memory; buffers have 64 bytes to spare at their end, because vectors run over.
 */

/** Pixels that are looked at together, and how many such groups are copied along rather than left out. */
const GROUP: i32 = 16;
const BRIDGED: i32 = 4;

/**
 * The next groups of pixels in which any is mixed, and is seen.
 * @param from a group @param count of groups
 * @returns the first × 65536 + the one after the last; 0 where there are none
 */
export function nextRun(truth: usize, alpha: usize, from: i32, count: i32): u32 {
  let first = from;
  while (first < count && !cleaned16(truth + (first << 4), alpha + (first << 4))) first++;
  if (first == count) return 0;
  let end = first + 1;
  for (let at = end; at < count && at <= end + BRIDGED; at++) {
    if (cleaned16(truth + (at << 4), alpha + (at << 4))) end = at + 1;
  }
  return (first << 16) | end;
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
 * Cleans pixels `first` to `end` of a row of the photo in place, where it is not wholly the subject and is seen.
 * @param truth what its colours are mixed by, `alpha` what is composited by
 * @param above a row of the smaller foreground, and behind it one of its background `stride` bytes on; `below` the next
 * @param share of the rows below
 * @param places twelve bytes a pixel
 */
export function cleanRow(
  rgb: usize,
  truth: usize,
  alpha: usize,
  above: usize,
  below: usize,
  stride: usize,
  share: f32,
  places: usize,
  strength: f32,
  first: i32,
  end: i32,
): void {
  const down = f32x4.splat(share);
  const full = f32x4.splat(strength);
  const white = f32x4.splat(255);
  for (let x = first; x < end; x++) {
    if ((x & (GROUP - 1)) == 0) {
      while (x < end && !cleaned16(truth + x, alpha + x)) x += GROUP;
      if (x >= end) return;
    }
    const level = load<u8>(truth + x);
    if (level == 255 || load<u8>(alpha + x) == 0) continue;
    const at = rgb + <usize>x * 3;
    const place = places + <usize>x * 12;
    const a = f32x4.splat(<f32>level * (<f32>1 / 255));
    const seen = colourAt(at);
    const f = colourBetween(above, below, place, down);
    const b = colourBetween(above + stride, below + stride, place, down);
    const missing = f32x4.sub(seen, mix(b, f, a));
    const cleaned = f32x4.max(f32x4.splat(0), f32x4.min(white, f32x4.add(f, f32x4.mul(a, missing))));
    const whole = i32x4.trunc_sat_f32x4_s(f32x4.add(mix(seen, cleaned, full), f32x4.splat(0.5)));
    const words = i16x8.narrow_i32x4_s(whole, whole);
    const bytes = i8x16.narrow_i16x8_u(words, words);
    store<u16>(at, <u16>i16x8.extract_lane_u(bytes, 0));
    store<u8>(at, <u8>i8x16.extract_lane_u(bytes, 2), 2);
  }
}
