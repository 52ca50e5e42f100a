/**
 * Inner loops of apply-matte.ts in WASM SIMD (AssemblyScript). A pixel's coefficients are one vector: for red, green and
 * blue, and the constant. All pointers are bytes into the module's memory; buffers have 64 bytes to spare at their end.
 */

/** The vectors between two rows. */
export function blendRows(upper: usize, lower: usize, share: f32, into: usize, count: i32): void {
  const s = f32x4.splat(share);
  const end = into + (<usize>count << 4);
  for (; into < end; upper += 16, lower += 16, into += 16) {
    const a = v128.load(upper);
    v128.store(into, f32x4.add(a, f32x4.mul(f32x4.sub(v128.load(lower), a), s)));
  }
}

/** What a pixel of the solve makes of every colour: nothing, all, or that depends. */
const NOTHING: u8 = 1;
const ALL: u8 = 2;

/** Half a level: what rounds to nothing, or to all. */
const LEAST: f32 = 0.5 / 255;

/** Marks the pixels of a line whose alpha is cut off, or filled up, whatever the colour. @param marks a byte a pixel */
export function markLine(line: usize, marks: usize, count: i32): void {
  const none = f32x4.splat(0);
  const end = marks + count;
  for (; marks < end; marks++, line += 16) {
    const terms = v128.load(line);
    const constant = f32x4.extract_lane(terms, 3);
    const colours = f32x4.replace_lane(terms, 3, 0);
    const most = constant + sumOf(f32x4.max(colours, none));
    const least = constant + sumOf(f32x4.min(colours, none));
    store<u8>(marks, most < LEAST ? NOTHING : least > 1 - LEAST ? ALL : 0);
  }
}

// @ts-ignore: decorator
@inline
function sumOf(vector: v128): f32 {
  return f32x4.extract_lane(vector, 0) + f32x4.extract_lane(vector, 1) + f32x4.extract_lane(vector, 2);
}

/** The one mark of all pixels of the solve from the one at byte `first` of the line to the one at `last`; 0 for several. */
// @ts-ignore: decorator
@inline
function markOf(marks: usize, first: u32, last: u32): u8 {
  const end = marks + <usize>(last >> 4);
  let at = marks + <usize>(first >> 4);
  const mark = load<u8>(at);
  while (at < end) if (load<u8>(++at) != mark) return 0;
  return mark;
}

/** Coefficients between two pixels of the solve (offsets, and the share of the second), times colour and full level. */
// @ts-ignore: decorator
@inline
function terms(rgb: usize, line: usize, place: usize): v128 {
  const left = v128.load(line + <usize>load<u32>(place));
  const right = v128.load(line + <usize>load<u32>(place, 4));
  const between = f32x4.add(left, f32x4.mul(f32x4.sub(right, left), v128.load32_splat(place, 8)));
  const bytes = i16x8.extend_low_i8x16_u(v128.load32_zero(rgb));
  const colour = f32x4.convert_i32x4_s(i32x4.extend_low_i16x8_u(bytes));
  return f32x4.mul(between, f32x4.replace_lane(colour, 3, 255));
}

/**
 * One level a pixel. Whole vectors that come out alike for every colour are not looked at.
 * @param places twelve bytes a pixel, and a vector's pixels more
 */
export function applyRow(rgb: usize, line: usize, marks: usize, places: usize, into: usize, width: i32): void {
  const end = into + width;
  for (; into + 16 <= end; into += 16, rgb += 48, places += 192) {
    const mark = markOf(marks, load<u32>(places), load<u32>(places + 180, 4));
    if (mark != 0) v128.store(into, i8x16.splat(mark == ALL ? -1 : 0));
    else applyPixels(rgb, line, places, into, 16);
  }
  applyPixels(rgb, line, places, into, <i32>(end - into));
}

/** Four at a time. */
function applyPixels(rgb: usize, line: usize, places: usize, into: usize, count: i32): void {
  const end = into + count;
  for (; into < end; into += 4, rgb += 12, places += 48) {
    const a = terms(rgb, line, places);
    const b = terms(rgb + 3, line, places + 12);
    const c = terms(rgb + 6, line, places + 24);
    const d = terms(rgb + 9, line, places + 36);
    // The four sums of four terms each: rows and columns are exchanged while they are added.
    const ab = f32x4.add(v128.shuffle<f32>(a, b, 0, 4, 1, 5), v128.shuffle<f32>(a, b, 2, 6, 3, 7));
    const cd = f32x4.add(v128.shuffle<f32>(c, d, 0, 4, 1, 5), v128.shuffle<f32>(c, d, 2, 6, 3, 7));
    const sums = f32x4.add(v128.shuffle<f32>(ab, cd, 0, 1, 4, 5), v128.shuffle<f32>(ab, cd, 2, 3, 6, 7));
    const whole = i32x4.trunc_sat_f32x4_s(f32x4.add(sums, f32x4.splat(0.5)));
    const words = i16x8.narrow_i32x4_s(whole, whole);
    store<u32>(into, i32x4.extract_lane(i8x16.narrow_i16x8_u(words, words), 0));
  }
}
