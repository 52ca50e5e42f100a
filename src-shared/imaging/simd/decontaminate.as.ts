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

/** Bytes of the two colours of a smaller picture's pixel between two of its rows: foreground and background. */
const PAIR: usize = 32;
const PLACE: usize = 12;

/** Both colours between two rows of the smaller picture, from one byte of the line to another (included). */
// @ts-ignore: decorator
@inline
function blendPairs(above: usize, below: usize, stride: usize, down: v128, line: usize, first: usize, last: usize): void {
  let from: usize = (first / PAIR) * 3;
  for (let at = first; at <= last; at += PAIR, from += 3) {
    v128.store(line + at, mix(colourAt(above + from), colourAt(below + from), down));
    v128.store(line + at, mix(colourAt(above + stride + from), colourAt(below + stride + from), down), 16);
  }
}

/** Added to a small number, it leaves the nearest whole one in its lowest bits. */
const TO_WHOLE: f32 = 8388608;

// @ts-ignore: decorator
@inline
function cleanPixel(at: usize, level: u8, line: usize, place: usize, full: v128): void {
  const left = line + <usize>load<u32>(place);
  const right = line + <usize>load<u32>(place, 4);
  const across = v128.load32_splat(place, 8);
  const f = mix(v128.load(left), v128.load(right), across);
  const b = mix(v128.load(left, 16), v128.load(right, 16), across);
  const a = f32x4.splat(<f32>level * (<f32>1 / 255));
  const seen = colourAt(at);
  const missing = f32x4.sub(seen, mix(b, f, a));
  const cleaned = f32x4.pmax(f32x4.splat(0), f32x4.pmin(f32x4.splat(255), f32x4.add(f, f32x4.mul(a, missing))));
  const levels = f32x4.add(mix(seen, cleaned, full), f32x4.splat(TO_WHOLE));
  const bytes = i32x4.extract_lane(i8x16.shuffle(levels, levels, 0, 4, 8, 8, 0, 4, 8, 8, 0, 4, 8, 8, 0, 4, 8, 8), 0);
  store<u16>(at, <u16>bytes);
  store<u8>(at, <u8>(bytes >> 16), 2);
}

/**
 * Cleans pixels `first` to `end` of a row of the photo in place, where it is not wholly the subject and is seen.
 * @param truth what its colours are mixed by, `alpha` what is composited by
 * @param above a row of the smaller foreground, and behind it one of its background `stride` bytes on; `below` the next
 * @param share of the rows below
 * @param places twelve bytes a pixel: between which two pairs of the line it lies, and the share of the second
 * @param line room for a pair a pixel of the smaller picture
 * @param first a multiple of 16
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
  line: usize,
  strength: f32,
  first: i32,
  end: i32,
): void {
  const down = f32x4.splat(share);
  const full = f32x4.splat(strength);
  let ready: usize = 0;
  for (let x = first; x < end; x += GROUP) {
    if (!cleaned16(truth + x, alpha + x)) continue;
    const stop = min(end, x + GROUP);
    const last = <usize>load<u32>(places + <usize>(stop - 1) * PLACE, 4);
    blendPairs(above, below, stride, down, line, max(ready, <usize>load<u32>(places + <usize>x * PLACE)), last);
    ready = last + PAIR;
    for (let i = x; i < stop; i++) {
      const level = load<u8>(truth + i);
      if (level == 255 || load<u8>(alpha + i) == 0) continue;
      cleanPixel(rgb + <usize>i * 3, level, line, places + <usize>i * PLACE, full);
    }
  }
}
