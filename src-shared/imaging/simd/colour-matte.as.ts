/**
 * Inner loops of the colour-model matte in WASM SIMD (AssemblyScript); their oracles are matte/grid.ts
 * and matte/guide-rows.ts. All pointers are bytes into the module's memory. `places` tells,
 * a pixel of the guide, between which two of the grid's it lies: two byte offsets into the line, and the share.
 */

/** Bytes a place. */
export const PLACE: usize = 12;

/** What lies between two rows of the grid. @param count of vectors */
export function blendRows(upper: usize, lower: usize, share: f32, into: usize, count: i32): void {
  const shares = f32x4.splat(share);
  const end = <usize>count << 4;
  for (let at: usize = 0; at < end; at += 16) {
    const above = v128.load(upper + at);
    v128.store(into + at, f32x4.add(above, f32x4.mul(shares, f32x4.sub(v128.load(lower + at), above))));
  }
}

// @ts-ignore: decorator
@inline
function between(line: usize, places: usize, offset: usize): v128 {
  const left = v128.load(line + <usize>load<u32>(places) + offset);
  const right = v128.load(line + <usize>load<u32>(places, 4) + offset);
  return f32x4.add(left, f32x4.mul(f32x4.splat(load<f32>(places, 8)), f32x4.sub(right, left)));
}

/** One vector of the line at each pixel. */
export function spreadRow(line: usize, places: usize, into: usize, count: i32): void {
  for (let x = 0; x < count; x++, places += PLACE, into += 16) v128.store(into, between(line, places, 0));
}

/** Adds a row's colours to the sums of their blocks: three numbers a block. */
export function addBlocks(rgb: usize, block: i32, width: i32, sums: usize): void {
  for (let x = 0; x < width; sums += 12) {
    let r: u32 = 0;
    let g: u32 = 0;
    let b: u32 = 0;
    for (const end = min(width, x + block); x < end; x++, rgb += 3) {
      r += load<u8>(rgb);
      g += load<u8>(rgb, 1);
      b += load<u8>(rgb, 2);
    }
    store<u32>(sums, load<u32>(sums) + r);
    store<u32>(sums, load<u32>(sums, 4) + g, 4);
    store<u32>(sums, load<u32>(sums, 8) + b, 8);
  }
}

const NOISE: f32 = (1.6 / 255) * (1.6 / 255);
const FARTHEST: f32 = 20;
/** No variance is smaller, whatever rounding makes of it. */
const LEAST: f32 = 1e-6;

// @ts-ignore: decorator
@inline
function sum(a: v128, b: v128): v128 {
  return f32x4.add(a, b);
}

// @ts-ignore: decorator
@inline
function less(a: v128, b: v128): v128 {
  return f32x4.sub(a, b);
}

// @ts-ignore: decorator
@inline
function times(a: v128, b: v128): v128 {
  return f32x4.mul(a, b);
}

// @ts-ignore: decorator
@inline
function one(value: f32): v128 {
  return f32x4.splat(value);
}

/** e^x of four numbers from −10 to 0: 2^n times a polynomial of the rest, exact to 1e-6. */
// @ts-ignore: decorator
@inline
function exponential(x: v128): v128 {
  const t = times(x, one(1.4426950408889634));
  const n = f32x4.nearest(t);
  const f = times(less(t, n), one(0.6931471805599453));
  let p = sum(times(f, one(1.0 / 720)), one(1.0 / 120));
  p = sum(times(p, f), one(1.0 / 24));
  p = sum(times(p, f), one(1.0 / 6));
  p = sum(times(p, f), one(0.5));
  p = sum(times(p, f), one(1));
  p = sum(times(p, f), one(1));
  return times(p, i32x4.shl(i32x4.add(i32x4.trunc_sat_f32x4_s(n), i32x4.splat(127)), 23));
}

/**
 * The density of a normal distribution, up to a factor that all share, from its covariance and how far a colour is from
 * its mean: by the covariance's LDLᵀ, which keeps its precision in single floats. A lane is a pixel.
 */
// @ts-ignore: decorator
@inline
function density(rr: v128, rg: v128, rb: v128, gg: v128, gb: v128, bb: v128, r: v128, g: v128, b: v128): v128 {
  const least = one(LEAST);
  const d1 = f32x4.pmax(rr, least);
  const i1 = f32x4.div(one(1), d1);
  const l1 = times(rg, i1);
  const l2 = times(rb, i1);
  const d2 = f32x4.pmax(less(gg, times(l1, rg)), least);
  const i2 = f32x4.div(one(1), d2);
  const m = less(gb, times(l1, rb));
  const l3 = times(m, i2);
  const d3 = f32x4.pmax(less(less(bb, times(l2, rb)), times(l3, m)), least);
  const y = less(g, times(l1, r));
  const z = less(less(b, times(l2, r)), times(l3, y));
  const near = sum(times(times(r, r), i1), times(times(y, y), i2));
  const far = f32x4.pmin(sum(near, f32x4.div(times(z, z), d3)), one(FARTHEST));
  return f32x4.div(exponential(times(far, one(-0.5))), f32x4.sqrt(times(times(d1, d2), d3)));
}

/** One of four pixels' numbers, each a vector. @param models scratch that `gather` wrote */
// @ts-ignore: decorator
@inline
function number(models: usize, index: usize): v128 {
  return v128.load(models + (index << 4));
}

/** Where the models begin, in numbers of a place: mean r g b, covariance rr rg rb gg gb bb. */
const SUBJECT: usize = 4;
const BEHIND: usize = 16;

/** How likely four pixels' colours are for one alpha: the density of N(αF + (1 − α)B, …) there. */
function likelihood(alpha: f32, red: v128, green: v128, blue: v128, models: usize): v128 {
  const f = models + (SUBJECT << 4);
  const b = models + (BEHIND << 4);
  const noise = one(NOISE);
  const a = one(alpha);
  const c = one(1 - alpha);
  const aa = one(alpha * alpha);
  const cc = one((1 - alpha) * (1 - alpha));
  return density(
    sum(mixed(f, b, 3, aa, cc), noise),
    mixed(f, b, 4, aa, cc),
    mixed(f, b, 5, aa, cc),
    sum(mixed(f, b, 6, aa, cc), noise),
    mixed(f, b, 7, aa, cc),
    sum(mixed(f, b, 8, aa, cc), noise),
    less(red, mixed(f, b, 0, a, c)),
    less(green, mixed(f, b, 1, a, c)),
    less(blue, mixed(f, b, 2, a, c)),
  );
}

// @ts-ignore: decorator
@inline
function mixed(f: usize, b: usize, index: usize, ofSubject: v128, ofBehind: v128): v128 {
  return sum(times(number(f, index), ofSubject), times(number(b, index), ofBehind));
}

/** For a pixel that is wholly the one or the other. @param model where it begins */
function wholly(red: v128, green: v128, blue: v128, model: usize): v128 {
  const noise = one(NOISE);
  return density(
    sum(number(model, 3), noise),
    number(model, 4),
    number(model, 5),
    sum(number(model, 6), noise),
    number(model, 7),
    sum(number(model, 8), noise),
    less(red, number(model, 0)),
    less(green, number(model, 1)),
    less(blue, number(model, 2)),
  );
}

/** Four numbers of four places: rows and columns are exchanged. */
// @ts-ignore: decorator
@inline
function gather(line: usize, a: usize, b: usize, c: usize, d: usize, offset: usize, to: usize): void {
  const first = between(line, a, offset);
  const second = between(line, b, offset);
  const third = between(line, c, offset);
  const fourth = between(line, d, offset);
  const low = v128.shuffle<f32>(first, second, 0, 4, 1, 5);
  const high = v128.shuffle<f32>(first, second, 2, 6, 3, 7);
  const lower = v128.shuffle<f32>(third, fourth, 0, 4, 1, 5);
  const higher = v128.shuffle<f32>(third, fourth, 2, 6, 3, 7);
  v128.store(to, v128.shuffle<f64>(low, lower, 0, 2));
  v128.store(to, v128.shuffle<f64>(low, lower, 1, 3), 16);
  v128.store(to, v128.shuffle<f64>(high, higher, 0, 2), 32);
  v128.store(to, v128.shuffle<f64>(high, higher, 1, 3), 48);
}

/** Sample `c` of four pixels, 0…1. */
// @ts-ignore: decorator
@inline
function samples(a: usize, b: usize, c: usize, d: usize): v128 {
  let whole = i32x4.splat(<i32>load<u8>(a));
  whole = i32x4.replace_lane(whole, 1, <i32>load<u8>(b));
  whole = i32x4.replace_lane(whole, 2, <i32>load<u8>(c));
  whole = i32x4.replace_lane(whole, 3, <i32>load<u8>(d));
  return times(f32x4.convert_i32x4_s(whole), one(1.0 / 255));
}

/** The alpha to be expected of four pixels, their models in the scratch. */
function expectFour(red: v128, green: v128, blue: v128, models: usize): v128 {
  const m = number(models, 2);
  const rest = less(one(1), m);
  const faint = one(1e-9);
  const part = times(sum(times(times(one(4), m), rest), one(0.005)), one(1.0 / 3));
  const lean = times(one(0.5), less(m, one(0.5)));
  const none = times(wholly(red, green, blue, models + (BEHIND << 4)), sum(times(rest, one(0.5)), faint));
  const whole = times(wholly(red, green, blue, models + (SUBJECT << 4)), sum(times(m, one(0.5)), faint));
  const some = sum(times(part, less(one(1), lean)), faint);
  const much = sum(times(part, sum(one(1), lean)), faint);
  const quarter = times(likelihood(0.25, red, green, blue, models), some);
  const half = times(likelihood(0.5, red, green, blue, models), sum(part, faint));
  const most = times(likelihood(0.75, red, green, blue, models), much);
  const all = sum(sum(sum(none, quarter), sum(half, most)), whole);
  const mean = sum(sum(times(one(0.25), quarter), times(one(0.5), half)), sum(times(one(0.75), most), whole));
  return f32x4.div(mean, all);
}

/** Four pixels of a row, by their numbers in a list. */
function expectFourListed(rgb: usize, line: usize, places: usize, into: usize, list: usize, models: usize): void {
  const a = <usize>load<u32>(list);
  const b = <usize>load<u32>(list, 4);
  const c = <usize>load<u32>(list, 8);
  const d = <usize>load<u32>(list, 12);
  for (let vector: usize = 0; vector < 7; vector++) {
    gather(
      line,
      places + a * PLACE,
      places + b * PLACE,
      places + c * PLACE,
      places + d * PLACE,
      vector << 4,
      models + (vector << 6),
    );
  }
  const red = samples(rgb + a * 3, rgb + b * 3, rgb + c * 3, rgb + d * 3);
  const green = samples(rgb + a * 3 + 1, rgb + b * 3 + 1, rgb + c * 3 + 1, rgb + d * 3 + 1);
  const blue = samples(rgb + a * 3 + 2, rgb + b * 3 + 2, rgb + c * 3 + 2, rgb + d * 3 + 2);
  const alpha = expectFour(red, green, blue, models);
  store<f32>(into + (a << 2), f32x4.extract_lane(alpha, 0));
  store<f32>(into + (b << 2), f32x4.extract_lane(alpha, 1));
  store<f32>(into + (c << 2), f32x4.extract_lane(alpha, 2));
  store<f32>(into + (d << 2), f32x4.extract_lane(alpha, 3));
}

/** Whether a pixel is to be asked. @param planes coarse, wide, prior and trust */
// @ts-ignore: decorator
@inline
export function inDoubt(planes: v128, low: f32, high: f32, doubtLow: f32, doubtHigh: f32, unheard: f32): bool {
  if (f32x4.extract_lane(planes, 3) <= unheard) return false;
  const coarse = f32x4.extract_lane(planes, 0);
  const wide = f32x4.extract_lane(planes, 1);
  return (wide > low && wide < high) || (coarse > doubtLow && coarse < doubtHigh);
}

/** Pixels of a row, by their numbers in a list that has room for three more. */
export function expectListed(rgb: usize, line: usize, places: usize, into: usize, list: usize, end: usize, models: usize): void {
  if (end == list) return;
  const last = load<u32>(end - 4);
  for (let spare: usize = 0; spare < 12; spare += 4) store<u32>(end + spare, last);
  for (; list < end; list += 16) expectFourListed(rgb, line, places, into, list, models);
}

/**
 * The alpha to be expected of each pixel's colour; 0 or 1 where there is no doubt. Those in doubt are listed first, and
 * then asked four at a time.
 * @param line of the field, 28 numbers a place: coarse, wide, prior and trust, then both models
 * @param list room for a number a pixel and three more @param models room for 28 vectors
 * @param low, high wide values between which there is doubt; doubtLow, doubtHigh the same for coarse ones
 * @param unheard trust up to which nothing is in doubt
 */
export function expectRow(
  rgb: usize,
  line: usize,
  places: usize,
  into: usize,
  list: usize,
  models: usize,
  count: i32,
  low: f32,
  high: f32,
  doubtLow: f32,
  doubtHigh: f32,
  unheard: f32,
): void {
  let end = list;
  for (let x = 0, place = places; x < count; x++, place += PLACE) {
    const planes = between(line, place, 0);
    if (inDoubt(planes, low, high, doubtLow, doubtHigh, unheard)) {
      store<u32>(end, x);
      end += 4;
    } else {
      store<f32>(into + (<usize>x << 2), f32x4.extract_lane(planes, 2) > 0.5 ? 1 : 0);
    }
  }
  expectListed(rgb, line, places, into, list, end, models);
}
