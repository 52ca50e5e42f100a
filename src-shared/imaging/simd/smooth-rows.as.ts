/**
 * Inner loops of smooth-rows.ts in WASM SIMD (AssemblyScript); samples are in 1/256 of a level. All pointers are bytes
 * into the module's memory; buffers have 64 bytes to spare at their end, because vectors run over.
 */

/** Bytes of the dither's row: 32 pixels of three channels. */
const TILE: usize = 96;

// @ts-ignore: decorator
@inline
function between(above: usize, below: usize, share: v128): v128 {
  const a = v128.load(above);
  return f32x4.add(a, f32x4.mul(f32x4.sub(v128.load(below), a), share));
}

/**
 * Added to a number up to 65280, it leaves in its lowest bits what is left when the fraction is cut off (but for fractions
 * of next to nothing): V8's conversions cost four times as much.
 */
const TO_WHOLE: f32 = 12582912;
const CUT: f32 = -0.498;

// @ts-ignore: decorator
@inline
function whole(value: v128): v128 {
  const rounded = f32x4.add(f32x4.add(value, f32x4.splat(CUT)), f32x4.splat(TO_WHOLE));
  return v128.and(rounded, i32x4.splat(0xffff));
}

/** Eight 16-bit samples between two float rows. */
// @ts-ignore: decorator
@inline
function eight(above: usize, below: usize, share: v128): v128 {
  return i16x8.narrow_i32x4_u(
    whole(between(above, below, share)),
    whole(between(above + 16, below + 16, share)),
  );
}

/** 8-bit levels between two rows: `above + (below − above) · share`, the noise added, the rest cut off. */
export function ditherRows(
  above: usize,
  below: usize,
  share: f32,
  noise: usize,
  into: usize,
  count: i32,
): void {
  const s = f32x4.splat(share);
  let at: usize = 0;
  for (let i: usize = 0; i < <usize>count; i += 16, above += 64, below += 64) {
    const n = v128.load(noise + at);
    at += 16;
    if (at == TILE) at = 0;
    const low = i16x8.add_sat_u(eight(above, below, s), i16x8.extend_low_i8x16_u(n));
    const high = i16x8.add_sat_u(eight(above + 32, below + 32, s), i16x8.extend_high_i8x16_u(n));
    v128.store(into + i, i8x16.narrow_i16x8_u(i16x8.shr_u(low, 8), i16x8.shr_u(high, 8)));
  }
}

/** The floats between two rows. */
export function blendRows(above: usize, below: usize, share: f32, into: usize, count: i32): void {
  const s = f32x4.splat(share);
  const end = <usize>count << 2;
  for (let i: usize = 0; i < end; i += 16) v128.store(into + i, between(above + i, below + i, s));
}

/**
 * A narrower row scaled up: between the pixels (vectors of floats) that `first` and `second` say, by `share`. What a
 * vector holds beyond its three channels is written over by the next one.
 */
export function stretchRow(
  row: usize,
  first: usize,
  second: usize,
  share: usize,
  into: usize,
  width: i32,
): void {
  const end = first + (<usize>width << 2);
  for (; first < end; first += 4, second += 4, share += 4, into += 12) {
    const left = v128.load(row + (<usize>load<i32>(first) << 4));
    const right = v128.load(row + (<usize>load<i32>(second) << 4));
    v128.store(into, f32x4.add(left, f32x4.mul(f32x4.sub(right, left), v128.load32_splat(share))));
  }
}

/** Three 16-bit samples a pixel become a vector of floats. */
export function widenRow(row: usize, into: usize, width: i32): void {
  for (let x = 0; x < width; x++, row += 6, into += 16) {
    v128.store(into, f32x4.convert_i32x4_s(i32x4.extend_low_i16x8_u(v128.load64_zero(row))));
  }
}
