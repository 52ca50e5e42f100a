/**
 * Inner loops over whole rows in WASM SIMD (AssemblyScript); their oracles are mixRows in resize-bilinear.ts
 * and compositeOver in composite.ts. All pointers are bytes into the module's memory; buffers have 64 bytes to
 * spare at their end, because vectors run over.
 */

export { cleanRow } from './decontaminate.as';

/** Four floats between two rows. */
// @ts-ignore: decorator
@inline
function between(above: usize, below: usize, share: v128): v128 {
  const a = v128.load(above);
  return f32x4.add(a, f32x4.mul(f32x4.sub(v128.load(below), a), share));
}

// @ts-ignore: decorator
@inline
function rounded(value: v128): v128 {
  return i32x4.trunc_sat_f32x4_s(f32x4.add(value, f32x4.splat(0.5)));
}

/** 8-bit levels between two float rows: `above + (below − above) · share`, rounded. */
export function mixRows(above: usize, below: usize, share: f32, into: usize, count: i32): void {
  const s = f32x4.splat(share);
  for (let i = 0; i < count; i += 16) {
    const at: usize = i << 2;
    const first = rounded(between(above + at, below + at, s));
    const second = rounded(between(above + at + 16, below + at + 16, s));
    const third = rounded(between(above + at + 32, below + at + 32, s));
    const fourth = rounded(between(above + at + 48, below + at + 48, s));
    const low = i16x8.narrow_i32x4_s(first, second);
    const high = i16x8.narrow_i32x4_s(third, fourth);
    v128.store(into + i, i8x16.narrow_i16x8_u(low, high));
  }
}

/** In place: 255 where a level is above `level`, 0 elsewhere. */
export function threshold(samples: usize, level: u32, count: i32): void {
  const limit = i8x16.splat(<u8>level);
  for (let i = 0; i < count; i += 16) {
    v128.store(samples + i, i8x16.gt_u(v128.load(samples + i), limit));
  }
}

/** (below · (255 − level) + above · level) / 255, rounded, on eight 16-bit lanes. */
// @ts-ignore: decorator
@inline
function mix(below: v128, above: v128, level: v128): v128 {
  const rest = i16x8.sub(i16x8.splat(255), level);
  const sum = i16x8.add(i16x8.add(i16x8.mul(below, rest), i16x8.mul(above, level)), i16x8.splat(128));
  return i16x8.shr_u(i16x8.add(sum, i16x8.shr_u(sum, 8)), 8);
}

/** Sixteen samples of a subject over a background, with a level for each. */
// @ts-ignore: decorator
@inline
function over(subject: usize, background: usize, level: v128): void {
  const s = v128.load(subject);
  const b = v128.load(background);
  const low = mix(i16x8.extend_low_i8x16_u(b), i16x8.extend_low_i8x16_u(s), i16x8.extend_low_i8x16_u(level));
  const high = mix(i16x8.extend_high_i8x16_u(b), i16x8.extend_high_i8x16_u(s), i16x8.extend_high_i8x16_u(level));
  v128.store(background, i8x16.narrow_i16x8_u(low, high));
}

/** Pixels that are hidden together: where a run of the dither's noise begins. */
const HIDDEN: i32 = 32;

// @ts-ignore: decorator
@inline
function hides(alpha: usize): bool {
  return i8x16.all_true(i8x16.eq(v128.and(v128.load(alpha), v128.load(alpha, 16)), i8x16.splat(-1)));
}

/**
 * Where a background shows beside and through a subject.
 * @param runs room for first and end of each run, in pixels
 * @returns how many firsts and ends there are
 */
export function shownRuns(alpha: usize, width: i32, runs: usize): i32 {
  let ends = 0;
  let open = false;
  for (let x = 0; x < width; x += HIDDEN) {
    const shown = x + HIDDEN > width || !hides(alpha + x);
    if (shown == open) continue;
    store<i32>(runs, x);
    runs += 4;
    ends++;
    open = shown;
  }
  if (open) {
    store<i32>(runs, width);
    ends++;
  }
  return ends;
}

// @ts-ignore: decorator
@inline
function copy48(from: usize, into: usize): void {
  v128.store(into, v128.load(from));
  v128.store(into, v128.load(from, 16), 16);
  v128.store(into, v128.load(from, 32), 32);
}

/**
 * Where a subject is to be seen.
 * @param count of groups of sixteen pixels; what lies behind the last pixel is 0
 * @returns the first such group × 65536 + the one after the last; 0 where there are none
 */
export function seenGroups(alpha: usize, count: i32): u32 {
  let first = 0;
  let end = count;
  while (first < end && !v128.any_true(v128.load(alpha + (<usize>first << 4)))) first++;
  if (first == end) return 0;
  while (!v128.any_true(v128.load(alpha + (<usize>(end - 1) << 4)))) end--;
  return (first << 16) | end;
}

/** In place on `background`: interleaved RGB of the subject over it, one level a pixel. */
export function compositeOver(subject: usize, alpha: usize, background: usize, width: i32): void {
  for (let x = 0; x < width; x += 16) {
    const level = v128.load(alpha + x);
    if (!v128.any_true(level)) continue;
    const p: usize = x * 3;
    if (i8x16.all_true(i8x16.eq(level, i8x16.splat(-1)))) {
      copy48(subject + p, background + p);
      continue;
    }
    over(subject + p, background + p, i8x16.swizzle(level, i8x16(0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4, 5)));
    over(
      subject + p + 16,
      background + p + 16,
      i8x16.swizzle(level, i8x16(5, 5, 6, 6, 6, 7, 7, 7, 8, 8, 8, 9, 9, 9, 10, 10)),
    );
    over(
      subject + p + 32,
      background + p + 32,
      i8x16.swizzle(level, i8x16(10, 11, 11, 11, 12, 12, 12, 13, 13, 13, 14, 14, 14, 15, 15, 15)),
    );
  }
}
