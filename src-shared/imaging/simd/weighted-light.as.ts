/**
 * Inner loops of weighted-light.ts in WASM SIMD (AssemblyScript). A pixel of floats is one vector of four: light times
 * weight, and the weight. All pointers are bytes into the module's memory.
 */

/** Spans that count not at all, wholly and as they are, or that depends. */
const HIDDEN: i32 = 0;
const PLAIN: i32 = 1;
const MIXED: i32 = 2;

/** What can be said of all pixels of a span. A vector that runs over its end can only make it less plain. */
// @ts-ignore: decorator
@inline
function kindOf(rgb: usize, subject: usize, count: usize, bright: v128): i32 {
  let some = i8x16.splat(0);
  let all = i8x16.splat(-1);
  for (let x: usize = 0; x < count; x += 16) {
    const levels = v128.load(subject + x);
    some = v128.or(some, levels);
    all = v128.and(all, levels);
  }
  if (i8x16.all_true(i8x16.eq(all, i8x16.splat(-1)))) return HIDDEN;
  if (v128.any_true(some)) return MIXED;
  let over = i8x16.splat(0);
  for (let at: usize = 0; at < count * 3; at += 16) over = v128.or(over, i8x16.gt_u(v128.load(rgb + at), bright));
  return v128.any_true(over) ? MIXED : PLAIN;
}

/** The light of a pixel: each colour's is looked up as a vector, one table of 256 a channel. The last lane is 0. */
// @ts-ignore: decorator
@inline
function lightOf(rgb: usize, light: usize): v128 {
  const red = v128.load(light + (<usize>load<u8>(rgb) << 4));
  const green = v128.load(light + (<usize>load<u8>(rgb, 1) << 4), 4096);
  return f32x4.add(f32x4.add(red, green), v128.load(light + (<usize>load<u8>(rgb, 2) << 4), 8192));
}

/** A channel's bits of a packed pixel, and how many pixels they have room for. */
const FIELD: u64 = 21;
const MASK: u64 = (1 << 21) - 1;
const ROOM: usize = 31;

/** The same in 65536ths, three whole numbers side by side: sums of many cost half as much. */
// @ts-ignore: decorator
@inline
function packedOf(rgb: usize, packed: usize): u64 {
  const red = load<u64>(packed + (<usize>load<u8>(rgb) << 3));
  const green = load<u64>(packed + (<usize>load<u8>(rgb, 1) << 3), 2048);
  return red + green + load<u64>(packed + (<usize>load<u8>(rgb, 2) << 3), 4096);
}

// @ts-ignore: decorator
@inline
function unpacked(sum: u64): v128 {
  const red = i32x4.replace_lane(i32x4.splat(0), 0, <i32>(sum & MASK));
  const green = i32x4.replace_lane(red, 1, <i32>((sum >> FIELD) & MASK));
  return f32x4.convert_i32x4_s(i32x4.replace_lane(green, 2, <i32>(sum >> (2 * FIELD))));
}

/** A span of which all counts, without highlights: all but its ends have one share. */
// @ts-ignore: decorator
@inline
function plainSpan(rgb: usize, light: usize, packed: usize, shares: usize, count: usize): v128 {
  let sum = f32x4.mul(lightOf(rgb, light), v128.load32_splat(shares));
  if (count > 1) {
    const last = rgb + (count - 1) * 3;
    sum = f32x4.add(sum, f32x4.mul(lightOf(last, light), v128.load32_splat(shares + ((count - 1) << 2))));
    const share = f32x4.mul(v128.load32_splat(shares, 4), f32x4.splat(1.0 / 65536));
    for (let at = rgb + 3; at < last;) {
      let inner: u64 = 0;
      for (const end = min(last, at + ROOM * 3); at < end; at += 3) inner += packedOf(at, packed);
      sum = f32x4.add(sum, f32x4.mul(unpacked(inner), share));
    }
  }
  return f32x4.replace_lane(sum, 3, 1);
}

/** Each pixel by what shows of it, with the gain of its strongest channel. */
// @ts-ignore: decorator
@inline
function mixedSpan(rgb: usize, subject: usize, light: usize, gain: usize, weights: usize, shares: usize, count: usize): v128 {
  let sum = f32x4.splat(0);
  for (const end = subject + count; subject < end; subject++, rgb += 3, shares += 4) {
    const level = <usize>load<u8>(subject);
    if (level == 255) continue;
    const strongest = max(max(<usize>load<u8>(rgb), <usize>load<u8>(rgb, 1)), <usize>load<u8>(rgb, 2));
    const gained = f32x4.mul(lightOf(rgb, light), v128.load32_splat(gain + (strongest << 2)));
    const weight: f32 = load<f32>(shares) * load<f32>(weights + (level << 2));
    sum = f32x4.add(sum, f32x4.mul(f32x4.replace_lane(gained, 3, 1), f32x4.splat(weight)));
  }
  return sum;
}

/**
 * Shrinks a row of the photo: from pixel `first[x]` on, as many as `start` says, each with its share.
 * @param subject does not count at 255 and counts fully at 0
 * @param light of each level as floats @param packed the same as whole numbers @param gain of a pixel's strongest channel
 * @param weights of the subject's levels
 * @param bright the highest level up to which the gain is 1
 */
export function shrinkRow(
  rgb: usize,
  subject: usize,
  light: usize,
  packed: usize,
  gain: usize,
  weights: usize,
  bright: u32,
  first: usize,
  start: usize,
  shares: usize,
  into: usize,
  width: i32,
): void {
  const limit = i8x16.splat(<u8>bright);
  for (const end = into + (<usize>width << 4); into < end; into += 16, first += 4, start += 4) {
    const from = <usize>load<i32>(first);
    const at = shares + (<usize>load<i32>(start) << 2);
    const count = <usize>(load<i32>(start, 4) - load<i32>(start));
    const pixels = rgb + from * 3;
    let sum = f32x4.splat(0);
    const kind = kindOf(pixels, subject + from, count, limit);
    if (kind == PLAIN) sum = plainSpan(pixels, light, packed, at, count);
    else if (kind == MIXED) sum = mixedSpan(pixels, subject + from, light, gain, weights, at, count);
    v128.store(into, sum);
  }
}

/** Adds a shrunk row to the sums, `share` times. @param count of vectors */
export function addRow(row: usize, share: f32, sums: usize, count: i32): void {
  const s = f32x4.splat(share);
  for (const end = sums + (<usize>count << 4); sums < end; sums += 16, row += 16) {
    v128.store(sums, f32x4.add(v128.load(sums), f32x4.mul(v128.load(row), s)));
  }
}
