/**
 * Inner loops of apply-matte.ts in WASM SIMD (AssemblyScript). A pixel's coefficients are one vector: for red, green and
 * blue, and the constant. All pointers are bytes into the module's memory; buffers have 64 bytes to spare at their end.
 */

/** What a pixel of the solve makes of every colour: nothing, all, or that depends. */
const NOTHING: u8 = 1;
const ALL: u8 = 2;

/** Half a level: what rounds to nothing, or to all. */
const LEAST: f32 = 0.5 / 255;

/** Marks the pixels of a row whose alpha is cut off, or filled up, whatever the colour. @param marks a byte a pixel */
function markRow(line: usize, marks: usize, count: i32): void {
  // The constant counts as it is, a colour's term as far as it adds or takes away.
  const adds = f32x4.replace_lane(f32x4.splat(0), 3, -Infinity);
  const takes = f32x4.replace_lane(f32x4.splat(0), 3, Infinity);
  for (const end = marks + count; marks < end; marks += 4, line += 64) {
    const a = v128.load(line);
    const b = v128.load(line, 16);
    const c = v128.load(line, 32);
    const d = v128.load(line, 48);
    const most = sumsOf(f32x4.pmax(a, adds), f32x4.pmax(b, adds), f32x4.pmax(c, adds), f32x4.pmax(d, adds));
    const least = sumsOf(f32x4.pmin(a, takes), f32x4.pmin(b, takes), f32x4.pmin(c, takes), f32x4.pmin(d, takes));
    const nothing = v128.and(f32x4.lt(most, f32x4.splat(LEAST)), i32x4.splat(NOTHING));
    const all = v128.and(f32x4.gt(least, f32x4.splat(1 - LEAST)), i32x4.splat(ALL));
    store<u32>(marks, lowBytes(v128.or(nothing, all)));
  }
}

/** The sums of the lanes of four vectors: rows and columns are exchanged while they are added. */
// @ts-ignore: decorator
@inline
function sumsOf(a: v128, b: v128, c: v128, d: v128): v128 {
  const ab = f32x4.add(v128.shuffle<f32>(a, b, 0, 4, 1, 5), v128.shuffle<f32>(a, b, 2, 6, 3, 7));
  const cd = f32x4.add(v128.shuffle<f32>(c, d, 0, 4, 1, 5), v128.shuffle<f32>(c, d, 2, 6, 3, 7));
  return f32x4.add(v128.shuffle<f32>(ab, cd, 0, 1, 4, 5), v128.shuffle<f32>(ab, cd, 2, 3, 6, 7));
}

/** The lowest byte of each lane. */
// @ts-ignore: decorator
@inline
function lowBytes(lanes: v128): u32 {
  return i32x4.extract_lane(i8x16.shuffle(lanes, lanes, 0, 4, 8, 12, 0, 4, 8, 12, 0, 4, 8, 12, 0, 4, 8, 12), 0);
}

/** Pixels that are done at a time, and the bytes of their places. */
const GROUP: i32 = 16;
const PLACES: usize = 192;
const PLACE: usize = 12;

/** The one mark of all pixels of the solve from the one at byte `first` of the row to the one at `last`; 0 for several. */
// @ts-ignore: decorator
@inline
function markOf(marks: usize, first: u32, last: u32): u8 {
  const end = marks + <usize>(last >> 4);
  let at = marks + <usize>(first >> 4);
  const mark = load<u8>(at);
  while (at < end) if (load<u8>(++at) != mark) return 0;
  return mark;
}

/**
 * Marks the groups of a row of the photo that come out alike for every colour, as far as one row of the solve tells.
 * @param pixels room for the marks of the solve's own pixels @param groups a byte a group; the last may be a part of one
 */
export function markGroups(
  row: usize,
  pixels: usize,
  count: i32,
  places: usize,
  groups: usize,
  width: i32,
): void {
  markRow(row, pixels, count);
  for (let x = 0; x < width; x += GROUP, groups++, places += PLACES) {
    const last = places + PLACE * <usize>(min(GROUP, width - x) - 1);
    store<u8>(groups, markOf(pixels, load<u32>(places), load<u32>(last, 4)));
  }
}

/** What both rows of the solve say of a group: what lies between cut off is cut off. */
// @ts-ignore: decorator
@inline
function agreed(above: usize, below: usize): u8 {
  const mark = load<u8>(above);
  return mark == load<u8>(below) ? mark : 0;
}

/** The groups whose colours must be looked at, from the first × 65536 to the one after the last; 0 where there are none. */
export function openGroups(above: usize, below: usize, count: i32): u32 {
  let first = 0;
  let end = count;
  while (first < end && agreed(above + first, below + first) != 0) first++;
  if (first == end) return 0;
  while (end > first && agreed(above + end - 1, below + end - 1) != 0) end--;
  return (first << 16) | end;
}

/** The vectors between two rows, from one byte to another (included). */
// @ts-ignore: decorator
@inline
function blend(above: usize, below: usize, share: v128, line: usize, first: usize, last: usize): void {
  for (let at = first; at <= last; at += 16) {
    const a = v128.load(above + at);
    v128.store(line + at, f32x4.add(a, f32x4.mul(f32x4.sub(v128.load(below + at), a), share)));
  }
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
 * One level a pixel, from what lies between two rows of the solve. Groups that come out alike for every colour are not
 * looked at.
 * @param places twelve bytes a pixel, and a vector's pixels more @param line room for a row of the solve
 */
export function applyRow(
  rgb: usize,
  above: usize,
  below: usize,
  share: f32,
  groupsAbove: usize,
  groupsBelow: usize,
  places: usize,
  line: usize,
  into: usize,
  width: i32,
): void {
  const s = f32x4.splat(share);
  for (let x = 0; x < width; x += GROUP, groupsAbove++, groupsBelow++, rgb += 48, places += PLACES, into += 16) {
    const mark = agreed(groupsAbove, groupsBelow);
    if (mark != 0) {
      v128.store(into, i8x16.splat(mark == ALL ? -1 : 0));
      continue;
    }
    const count = min(GROUP, width - x);
    const last = places + PLACE * <usize>(count - 1);
    blend(above, below, s, line, load<u32>(places), load<u32>(last, 4));
    applyPixels(rgb, line, places, into, count);
  }
}

/** Added to a small number, it leaves the nearest whole one in its lowest bits: V8's conversions cost four times as much. */
const TO_WHOLE: f32 = 8388608;

/** Four at a time. */
function applyPixels(rgb: usize, line: usize, places: usize, into: usize, count: i32): void {
  const none = f32x4.splat(0);
  const full = f32x4.splat(255);
  const end = into + count;
  for (; into < end; into += 4, rgb += 12, places += 48) {
    const a = terms(rgb, line, places);
    const b = terms(rgb + 3, line, places + 12);
    const c = terms(rgb + 6, line, places + 24);
    const d = terms(rgb + 9, line, places + 36);
    const levels = f32x4.pmin(f32x4.pmax(sumsOf(a, b, c, d), none), full);
    store<u32>(into, lowBytes(f32x4.add(levels, f32x4.splat(TO_WHOLE))));
  }
}
