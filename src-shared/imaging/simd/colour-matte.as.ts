/**
 * Inner loops of the colour-model matte in WASM SIMD (AssemblyScript); their oracles are matte/grid.ts,
 * matte/colour-models.ts and matte/field-rows.ts. All pointers are bytes into the module's memory. `places` tells,
 * a pixel of the guide, between which two of the grid's it lies: two byte offsets into the line, and the share.
 */

/** Bytes a place. */
const PLACE: usize = 12;

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

// @ts-ignore: decorator
@inline
function addColour(sums: usize, weight: f32, r: f32, g: f32, b: f32): void {
  const colour = f32x4.replace_lane(f32x4.replace_lane(f32x4.replace_lane(f32x4.splat(1), 1, r), 2, g), 3, b);
  const weighted = f32x4.mul(colour, f32x4.splat(weight));
  v128.store(sums, f32x4.add(v128.load(sums), weighted));
  // r r r g × r g b g, then g b × b b, each times the weight.
  const left = i8x16.shuffle(weighted, weighted, 4, 5, 6, 7, 4, 5, 6, 7, 4, 5, 6, 7, 8, 9, 10, 11);
  const right = i8x16.shuffle(colour, colour, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 8, 9, 10, 11);
  v128.store(sums, f32x4.add(v128.load(sums, 16), f32x4.mul(left, right)), 16);
  const blues = f32x4.splat(b);
  const last = i8x16.shuffle(weighted, f32x4.splat(0), 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 16, 17, 18, 19);
  v128.store(sums, f32x4.add(v128.load(sums, 32), f32x4.mul(last, blues)), 32);
}

/**
 * Adds a row's colours (0…1) to the weighted sums of their blocks, 12 numbers a block: those of the subject by the
 * first alpha, those behind by (1 − alpha)⁴.
 * @param line coefficients of that alpha for this row
 */
export function addColours(
  rgb: usize,
  line: usize,
  places: usize,
  stretch: f32,
  block: i32,
  width: i32,
  subject: usize,
  behind: usize,
): void {
  for (let x = 0; x < width; subject += 48, behind += 48) {
    for (const end = min(width, x + block); x < end; x++, rgb += 3, places += PLACE) {
      const r = <f32>load<u8>(rgb) * (<f32>1 / 255);
      const g = <f32>load<u8>(rgb, 1) * (<f32>1 / 255);
      const b = <f32>load<u8>(rgb, 2) * (<f32>1 / 255);
      const c = between(line, places, 0);
      const alpha =
        f32x4.extract_lane(c, 0) * r + f32x4.extract_lane(c, 1) * g + f32x4.extract_lane(c, 2) * b + f32x4.extract_lane(c, 3);
      const a = max<f32>(0, min<f32>(1, (alpha - 0.5) * stretch + 0.5));
      if (a > 0) addColour(subject, a, r, g, b);
      if (a < 1) {
        const rest: f32 = <f32>1 - a;
        const square: f32 = rest * rest;
        addColour(behind, square * square, r, g, b);
      }
    }
  }
}

const NOISE: f64 = (1.6 / 255) * (1.6 / 255);
const FARTHEST: f64 = 20;

/** e^x of two numbers from −20 to 0: 2^n times a polynomial of the rest, exact to 1e-7. */
// @ts-ignore: decorator
@inline
function exponential(x: v128): v128 {
  const t = f64x2.mul(x, f64x2.splat(1.4426950408889634));
  const n = f64x2.nearest(t);
  const f = f64x2.mul(f64x2.sub(t, n), f64x2.splat(0.6931471805599453));
  let p = f64x2.splat(1.0 / 5040);
  p = f64x2.add(f64x2.mul(p, f), f64x2.splat(1.0 / 720));
  p = f64x2.add(f64x2.mul(p, f), f64x2.splat(1.0 / 120));
  p = f64x2.add(f64x2.mul(p, f), f64x2.splat(1.0 / 24));
  p = f64x2.add(f64x2.mul(p, f), f64x2.splat(1.0 / 6));
  p = f64x2.add(f64x2.mul(p, f), f64x2.splat(0.5));
  p = f64x2.add(f64x2.mul(p, f), f64x2.splat(1));
  p = f64x2.add(f64x2.mul(p, f), f64x2.splat(1));
  const exponent = i64x2.shl(i64x2.add(i64x2.extend_low_i32x4_s(i32x4.trunc_sat_f64x2_s_zero(n)), i64x2.splat(1023)), 52);
  return f64x2.mul(p, exponent);
}

/** One number of four, twice, as doubles. Four functions, since the compiler wants the lane's number written out. */
// @ts-ignore: decorator
@inline
function lane0(vector: v128): v128 {
  return f64x2.splat(<f64>f32x4.extract_lane(vector, 0));
}

// @ts-ignore: decorator
@inline
function lane1(vector: v128): v128 {
  return f64x2.splat(<f64>f32x4.extract_lane(vector, 1));
}

// @ts-ignore: decorator
@inline
function lane2(vector: v128): v128 {
  return f64x2.splat(<f64>f32x4.extract_lane(vector, 2));
}

// @ts-ignore: decorator
@inline
function lane3(vector: v128): v128 {
  return f64x2.splat(<f64>f32x4.extract_lane(vector, 3));
}

// @ts-ignore: decorator
@inline
function mixed(a: v128, f: v128, b: v128, g: v128): v128 {
  return f64x2.add(f64x2.mul(a, f), f64x2.mul(b, g));
}

/**
 * How likely a colour is for two alphas, up to a factor that they share: the density of N(αF + (1 − α)B, …) there.
 * The models are three vectors each: mean r g b and rr, then rg rb gg gb, then bb.
 */
// @ts-ignore: decorator
@inline
function likelihood(a: v128, red: v128, green: v128, blue: v128, f0: v128, f1: v128, f2: v128, b0: v128, b1: v128, b2: v128): v128 {
  const b = f64x2.sub(f64x2.splat(1), a);
  const aa = f64x2.mul(a, a);
  const ba = f64x2.mul(b, b);
  const noise = f64x2.splat(NOISE);
  const rr = f64x2.add(mixed(aa, lane3(f0), ba, lane3(b0)), noise);
  const rg = mixed(aa, lane0(f1), ba, lane0(b1));
  const rb = mixed(aa, lane1(f1), ba, lane1(b1));
  const gg = f64x2.add(mixed(aa, lane2(f1), ba, lane2(b1)), noise);
  const gb = mixed(aa, lane3(f1), ba, lane3(b1));
  const bb = f64x2.add(mixed(aa, lane0(f2), ba, lane0(b2)), noise);
  const r = f64x2.sub(red, mixed(a, lane0(f0), b, lane0(b0)));
  const g = f64x2.sub(green, mixed(a, lane1(f0), b, lane1(b0)));
  const l = f64x2.sub(blue, mixed(a, lane2(f0), b, lane2(b0)));
  const i00 = f64x2.sub(f64x2.mul(gg, bb), f64x2.mul(gb, gb));
  const i01 = f64x2.sub(f64x2.mul(gb, rb), f64x2.mul(rg, bb));
  const i02 = f64x2.sub(f64x2.mul(rg, gb), f64x2.mul(gg, rb));
  const i11 = f64x2.sub(f64x2.mul(rr, bb), f64x2.mul(rb, rb));
  const i12 = f64x2.sub(f64x2.mul(rb, rg), f64x2.mul(rr, gb));
  const i22 = f64x2.sub(f64x2.mul(rr, gg), f64x2.mul(rg, rg));
  const det = f64x2.max(
    f64x2.add(f64x2.add(f64x2.mul(rr, i00), f64x2.mul(rg, i01)), f64x2.mul(rb, i02)),
    f64x2.splat(1e-18),
  );
  const squares = f64x2.add(
    f64x2.add(f64x2.mul(f64x2.mul(r, r), i00), f64x2.mul(f64x2.mul(g, g), i11)),
    f64x2.mul(f64x2.mul(l, l), i22),
  );
  const crossed = f64x2.add(
    f64x2.add(f64x2.mul(f64x2.mul(r, g), i01), f64x2.mul(f64x2.mul(r, l), i02)),
    f64x2.mul(f64x2.mul(g, l), i12),
  );
  const far = f64x2.min(f64x2.div(f64x2.add(squares, f64x2.add(crossed, crossed)), det), f64x2.splat(FARTHEST));
  return f64x2.div(exponential(f64x2.mul(far, f64x2.splat(-0.5))), f64x2.sqrt(det));
}

/**
 * The alpha to be expected of each pixel's colour; 0 or 1 where there is no doubt.
 * @param line of the field, 28 numbers a place: coarse, wide, prior and trust, then both models
 * @param low, high wide values between which there is doubt; doubtLow, doubtHigh the same for coarse ones
 * @param unheard trust up to which nothing is in doubt
 */
export function expectRow(
  rgb: usize,
  line: usize,
  places: usize,
  into: usize,
  count: i32,
  low: f32,
  high: f32,
  doubtLow: f32,
  doubtHigh: f32,
  unheard: f32,
): void {
  for (let x = 0; x < count; x++, rgb += 3, places += PLACE, into += 4) {
    const planes = between(line, places, 0);
    const coarse = f32x4.extract_lane(planes, 0);
    const wide = f32x4.extract_lane(planes, 1);
    const m = <f64>f32x4.extract_lane(planes, 2);
    const heard = f32x4.extract_lane(planes, 3) > unheard;
    if (!heard || !((wide > low && wide < high) || (coarse > doubtLow && coarse < doubtHigh))) {
      store<f32>(into, m > 0.5 ? 1 : 0);
      continue;
    }
    const f0 = between(line, places, 16);
    const f1 = between(line, places, 32);
    const f2 = between(line, places, 48);
    const b0 = between(line, places, 64);
    const b1 = between(line, places, 80);
    const b2 = between(line, places, 96);
    const red = f64x2.splat(<f64>load<u8>(rgb) * (1.0 / 255));
    const green = f64x2.splat(<f64>load<u8>(rgb, 1) * (1.0 / 255));
    const blue = f64x2.splat(<f64>load<u8>(rgb, 2) * (1.0 / 255));
    const ends = likelihood(f64x2(0, 1), red, green, blue, f0, f1, f2, b0, b1, b2);
    const outer = likelihood(f64x2(0.25, 0.75), red, green, blue, f0, f1, f2, b0, b1, b2);
    const middle = likelihood(f64x2.splat(0.5), red, green, blue, f0, f1, f2, b0, b1, b2);
    const part = (4 * m * (1 - m) + 0.005) / 3;
    const lean = 0.5 * (m - 0.5);
    const none = f64x2.extract_lane(ends, 0) * ((1 - m) * 0.5 + 1e-9);
    const whole = f64x2.extract_lane(ends, 1) * (m * 0.5 + 1e-9);
    const quarter = f64x2.extract_lane(outer, 0) * (part * (1 - lean) + 1e-9);
    const most = f64x2.extract_lane(outer, 1) * (part * (1 + lean) + 1e-9);
    const half = f64x2.extract_lane(middle, 0) * (part + 1e-9);
    const sum = none + quarter + half + most + whole;
    store<f32>(into, <f32>((0.25 * quarter + 0.5 * half + 0.75 * most + whole) / sum));
  }
}
