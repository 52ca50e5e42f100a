/**
 * Inner loops of matte/learn-colours.ts in WASM SIMD (AssemblyScript). All pointers are bytes into the module's memory; a
 * place of the field is 28 numbers: coarse, wide, prior and trust, then both models (matte/field.ts).
 */
import { expectListed, inDoubt, PLACE } from './colour-matte.as';

/** Bytes of a place of the field, of the window means of one side, and of a column's sums. */
const FIELD: usize = 112;
const MEANS: usize = 48;
const COLUMN: usize = 80;

/** Weight below which a window is as good as empty. */
const FAINT: f32 = 1e-6;

/**
 * Marks the places that are heard, and those next to them, which what lies between is read from. The others' models become
 * nothing.
 * @param marks a byte a place
 */
export function markHeard(field: usize, marks: usize, width: i32, height: i32, unheard: f32): void {
  memory.fill(marks, 0, <usize>(width * height));
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (load<f32>(field + <usize>(y * width + x) * FIELD, 12) > unheard) markRound(marks, width, height, x, y);
    }
  }
  for (const end = marks + <usize>(width * height); marks < end; marks++, field += FIELD) {
    if (load<u8>(marks) == 0) memory.fill(field + 16, 0, FIELD - 16);
  }
}

// @ts-ignore: decorator
@inline
function markRound(marks: usize, width: i32, height: i32, x: i32, y: i32): void {
  const left = max(0, x - 1);
  const count = <usize>(min(width, x + 2) - left);
  for (let row = max(0, y - 1); row < min(height, y + 2); row++) memory.fill(marks + <usize>(row * width + left), 1, count);
}

/** How much a colour counts: for the subject, or for what is behind it. */
// @ts-ignore: decorator
@inline
function weightOf(alpha: f32, behind: bool): f32 {
  if (!behind) return alpha * alpha;
  const rest: f32 = (1 - alpha) * (1 - alpha);
  return rest * rest;
}

/** Adds `sign` times the weighted colours of a row, and their products, to the sums of the columns. */
function addRow(rgb: usize, alpha: usize, behind: bool, columns: usize, width: i32, sign: f32): void {
  for (const end = columns + <usize>width * COLUMN; columns < end; columns += COLUMN, rgb += 3, alpha += 4) {
    const weight = weightOf(load<f32>(alpha), behind) * sign;
    if (weight == 0) continue;
    const bytes = i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(v128.load32_zero(rgb)));
    const colour = f32x4.mul(f32x4.convert_i32x4_s(bytes), f32x4.splat(1.0 / 255));
    const weighed = f32x4.mul(colour, f32x4.splat(weight));
    // w r g b, rr rg rb gg, gb bb.
    const first = f32x4.replace_lane(v128.shuffle<f32>(weighed, weighed, 0, 0, 1, 2), 0, weight);
    const second = f32x4.mul(v128.shuffle<f32>(weighed, weighed, 0, 0, 0, 1), v128.shuffle<f32>(colour, colour, 0, 1, 2, 1));
    const third = f32x4.mul(v128.shuffle<f32>(weighed, weighed, 1, 2, 2, 2), v128.shuffle<f32>(colour, colour, 2, 2, 2, 2));
    addTwo(columns, first);
    addTwo(columns + 16, v128.shuffle<f64>(first, first, 1, 1));
    addTwo(columns + 32, second);
    addTwo(columns + 48, v128.shuffle<f64>(second, second, 1, 1));
    addTwo(columns + 64, third);
  }
}

// @ts-ignore: decorator
@inline
function addTwo(at: usize, pair: v128): void {
  v128.store(at, f64x2.add(v128.load(at), f64x2.promote_low_f32x4(pair)));
}

/** Two sums as means in single precision. */
// @ts-ignore: decorator
@inline
function demoted(low: v128, high: v128, per: v128): v128 {
  const first = f32x4.demote_f64x2_zero(f64x2.mul(low, per));
  return v128.shuffle<f64>(first, f32x4.demote_f64x2_zero(f64x2.mul(high, per)), 0, 2);
}

/**
 * Means and covariances of one side's colours in the windows round all marked places.
 * @param columns room for the columns' sums
 * @param far window means of the same side: written where `share` is 0, otherwise added, so many times
 * @param model of the first place in the field
 */
export function layModels(
  rgb: usize,
  alpha: usize,
  behind: bool,
  marks: usize,
  columns: usize,
  far: usize,
  share: f32,
  model: usize,
  width: i32,
  height: i32,
  radius: i32,
): void {
  memory.fill(columns, 0, <usize>width * COLUMN);
  const colours = <usize>(width * 3);
  const levels = <usize>(width << 2);
  for (let y = 0; y < min(radius, height); y++) addRow(rgb + <usize>y * colours, alpha + <usize>y * levels, behind, columns, width, 1);
  for (let y = 0; y < height; y++) {
    const below = <usize>(y + radius);
    if (y + radius < height) addRow(rgb + below * colours, alpha + below * levels, behind, columns, width, 1);
    const above = <usize>(y - radius - 1);
    if (y > radius) addRow(rgb + above * colours, alpha + above * levels, behind, columns, width, -1);
    const rows = min(y + radius, height - 1) - max(y - radius, 0) + 1;
    layRow(columns, marks, far, share, model, width, radius, rows);
    marks += width;
    far += <usize>width * MEANS;
    model += <usize>width * FIELD;
  }
}

/** The marked places of a row, run by run. */
function layRow(columns: usize, marks: usize, far: usize, share: f32, model: usize, width: i32, radius: i32, rows: i32): void {
  for (let x = 0; x < width; x++) {
    if (load<u8>(marks + x) == 0) continue;
    let end = x + 1;
    while (end < width && load<u8>(marks + end) != 0) end++;
    layRun(columns, far, share, model, x, end, width, radius, rows);
    x = end;
  }
}

function layRun(
  columns: usize,
  far: usize,
  share: f32,
  model: usize,
  first: i32,
  end: i32,
  width: i32,
  radius: i32,
  rows: i32,
): void {
  let a = f64x2.splat(0);
  let b = a;
  let c = a;
  let d = a;
  let e = a;
  let next = max(0, first - radius);
  let last = next;
  for (let x = first; x < end; x++) {
    for (const stop = min(width, x + radius + 1); next < stop; next++) {
      const at = columns + <usize>next * COLUMN;
      a = f64x2.add(a, v128.load(at));
      b = f64x2.add(b, v128.load(at, 16));
      c = f64x2.add(c, v128.load(at, 32));
      d = f64x2.add(d, v128.load(at, 48));
      e = f64x2.add(e, v128.load(at, 64));
    }
    for (; last < x - radius; last++) {
      const at = columns + <usize>last * COLUMN;
      a = f64x2.sub(a, v128.load(at));
      b = f64x2.sub(b, v128.load(at, 16));
      c = f64x2.sub(c, v128.load(at, 32));
      d = f64x2.sub(d, v128.load(at, 48));
      e = f64x2.sub(e, v128.load(at, 64));
    }
    const per = f64x2.splat(<f64>1 / <f64>((next - last) * rows));
    layModel(demoted(a, b, per), demoted(c, d, per), demoted(e, e, per), far + <usize>x * MEANS, share, model + <usize>x * FIELD);
  }
}

/** Window means to mean and covariance. */
// @ts-ignore: decorator
@inline
function layModel(first: v128, second: v128, third: v128, far: usize, share: f32, model: usize): void {
  if (share == 0) {
    v128.store(far, first);
    v128.store(far, second, 16);
    v128.store(far, third, 32);
  } else {
    const some = f32x4.splat(share);
    first = f32x4.add(first, f32x4.mul(v128.load(far), some));
    second = f32x4.add(second, f32x4.mul(v128.load(far, 16), some));
    third = f32x4.add(third, f32x4.mul(v128.load(far, 32), some));
  }
  const weight = f32x4.extract_lane(first, 0);
  const per = f32x4.splat(1 / (weight > FAINT ? weight : FAINT));
  const mean = f32x4.mul(first, per);
  const products = f32x4.mul(v128.shuffle<f32>(mean, mean, 1, 1, 1, 2), v128.shuffle<f32>(mean, mean, 1, 2, 3, 2));
  const others = f32x4.mul(v128.shuffle<f32>(mean, mean, 2, 3, 3, 3), v128.shuffle<f32>(mean, mean, 3, 3, 3, 3));
  const covariance = f32x4.sub(f32x4.mul(second, per), products);
  const rest = f32x4.sub(f32x4.mul(third, per), others);
  v128.store(model, v128.shuffle<f32>(mean, covariance, 1, 2, 3, 4));
  v128.store(model, v128.shuffle<f32>(covariance, rest, 1, 2, 3, 4), 16);
  v128.store(model, v128.shuffle<f32>(rest, rest, 1, 1, 1, 1), 32);
}

/**
 * The alpha to be expected of each sample that is in doubt; the first one elsewhere.
 * @param places room for twelve bytes a column: each lies on itself
 * @param list, models and the limits: see `expectRow`
 */
export function askAgain(
  rgb: usize,
  first: usize,
  alpha: usize,
  field: usize,
  places: usize,
  list: usize,
  models: usize,
  width: i32,
  height: i32,
  low: f32,
  high: f32,
  doubtLow: f32,
  doubtHigh: f32,
  unheard: f32,
): void {
  memory.copy(alpha, first, <usize>(width * height) << 2);
  for (let x: usize = 0; x < <usize>width; x++) {
    store<u32>(places + x * PLACE, <u32>(x * FIELD));
    store<u32>(places + x * PLACE, <u32>(x * FIELD), 4);
    store<f32>(places + x * PLACE, 0, 8);
  }
  for (let y = 0; y < height; y++) {
    let end = list;
    for (let x = 0; x < width; x++) {
      if (!inDoubt(v128.load(field + <usize>x * FIELD), low, high, doubtLow, doubtHigh, unheard)) continue;
      store<u32>(end, x);
      end += 4;
    }
    expectListed(rgb, field, places, alpha, list, end, models);
    rgb += width * 3;
    alpha += width << 2;
    field += <usize>width * FIELD;
  }
}
