/**
 * The guided filter in WASM SIMD (AssemblyScript); its oracle is guided-filter.ts. All pointers are bytes into the module's memory; a vector holds four samples of one pixel. Colours
 * are taken from the middle of their range: sums of small numbers keep their precision in single floats.
 */

/** Vectors of window sums a pixel: r g b p, rr rg rb gg, gb bb rp gp, bp and nothing. */
const SUMS: i32 = 4;

/** Adds `sign` times one row's colours, coarse values and products to the columns' sums. */
function addProducts(guide: usize, coarse: usize, columns: usize, width: i32, sign: f32): void {
  const signs = f32x4.splat(sign);
  for (let x = 0; x < width; x++, guide += 3, coarse += 4, columns += 64) {
    const r = <f32>load<u8>(guide) * (<f32>1 / 255) - 0.5;
    const g = <f32>load<u8>(guide, 1) * (<f32>1 / 255) - 0.5;
    const b = <f32>load<u8>(guide, 2) * (<f32>1 / 255) - 0.5;
    const p = load<f32>(coarse);
    const rgbp = f32x4.replace_lane(f32x4.replace_lane(f32x4.replace_lane(f32x4.splat(r), 1, g), 2, b), 3, p);
    const second = f32x4.mul(f32x4.replace_lane(f32x4.splat(r), 3, g), i8x16.shuffle(rgbp, rgbp, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 4, 5, 6, 7));
    const third = f32x4.mul(
      f32x4.replace_lane(f32x4.replace_lane(f32x4.splat(b), 2, p), 3, p),
      i8x16.shuffle(rgbp, rgbp, 4, 5, 6, 7, 8, 9, 10, 11, 0, 1, 2, 3, 4, 5, 6, 7),
    );
    const fourth = f32x4.replace_lane(f32x4.splat(0), 0, b * p);
    v128.store(columns, f32x4.add(v128.load(columns), f32x4.mul(signs, rgbp)));
    v128.store(columns, f32x4.add(v128.load(columns, 16), f32x4.mul(signs, second)), 16);
    v128.store(columns, f32x4.add(v128.load(columns, 32), f32x4.mul(signs, third)), 32);
    v128.store(columns, f32x4.add(v128.load(columns, 48), f32x4.mul(signs, fourth)), 48);
  }
}

/** Adds `sign` times a row to the columns' sums. @param count of vectors */
function addRow(row: usize, columns: usize, count: i32, sign: f32): void {
  const signs = f32x4.splat(sign);
  for (let i = 0; i < count; i++, row += 16, columns += 16) {
    v128.store(columns, f32x4.add(v128.load(columns), f32x4.mul(signs, v128.load(row))));
  }
}

/** Columns' sums to means over the window, which is cut at both ends. @param vectors a pixel */
function meanAcross(columns: usize, into: usize, width: i32, vectors: i32, radius: i32, rows: i32): void {
  const step = <usize>vectors << 4;
  const reach = <usize>radius * step;
  for (let v = 0; v < vectors; v++) {
    const offset = <usize>v << 4;
    let at = columns + offset;
    let to = into + offset;
    let sum = f32x4.splat(0);
    for (let x = 0; x < min(radius, width); x++) sum = f32x4.add(sum, v128.load(columns + offset + <usize>x * step));
    for (let x = 0; x < width; x++, at += step, to += step) {
      if (x + radius < width) sum = f32x4.add(sum, v128.load(at + reach));
      if (x - radius > 0) sum = f32x4.sub(sum, v128.load(at - reach - step));
      const count = min(x + radius, width - 1) - max(x - radius, 0) + 1;
      v128.store(to, f32x4.mul(sum, f32x4.splat(<f32>1 / <f32>(count * rows))));
    }
  }
}

function clear(at: usize, vectors: i32): void {
  for (let i = 0; i < vectors; i++, at += 16) v128.store(at, f32x4.splat(0));
}

/** The mean over a window that is cut at the picture's edges. @param vectors a pixel */
function boxMean(from: usize, columns: usize, into: usize, width: i32, height: i32, vectors: i32, radius: i32): void {
  const count = width * vectors;
  const stride = <usize>count << 4;
  clear(columns, count);
  for (let y = 0; y < min(radius, height); y++) addRow(from + <usize>y * stride, columns, count, 1);
  for (let y = 0; y < height; y++) {
    if (y + radius < height) addRow(from + <usize>(y + radius) * stride, columns, count, 1);
    if (y - radius > 0) addRow(from + <usize>(y - radius - 1) * stride, columns, count, -1);
    const rows = min(y + radius, height - 1) - max(y - radius, 0) + 1;
    meanAcross(columns, into + <usize>y * stride, width, vectors, radius, rows);
  }
}

/** a = (Σ + εU)⁻¹ cov(I, p), b = mean p − a · mean I, for a row of window means; colours counted from zero again. */
function solveRow(means: usize, into: usize, width: i32, epsilon: f64): void {
  for (let x = 0; x < width; x++, means += 64, into += 16) {
    const r = <f64>load<f32>(means);
    const g = <f64>load<f32>(means, 4);
    const b = <f64>load<f32>(means, 8);
    const p = <f64>load<f32>(means, 12);
    const rr = <f64>load<f32>(means, 16) - r * r + epsilon;
    const rg = <f64>load<f32>(means, 20) - r * g;
    const rb = <f64>load<f32>(means, 24) - r * b;
    const gg = <f64>load<f32>(means, 28) - g * g + epsilon;
    const gb = <f64>load<f32>(means, 32) - g * b;
    const bb = <f64>load<f32>(means, 36) - b * b + epsilon;
    const rp = <f64>load<f32>(means, 40) - r * p;
    const gp = <f64>load<f32>(means, 44) - g * p;
    const bp = <f64>load<f32>(means, 48) - b * p;
    const i00 = gg * bb - gb * gb;
    const i01 = gb * rb - rg * bb;
    const i02 = rg * gb - gg * rb;
    const i11 = rr * bb - rb * rb;
    const i12 = rb * rg - rr * gb;
    const i22 = rr * gg - rg * rg;
    const inverse = 1 / (rr * i00 + rg * i01 + rb * i02);
    const ar = (i00 * rp + i01 * gp + i02 * bp) * inverse;
    const ag = (i01 * rp + i11 * gp + i12 * bp) * inverse;
    const ab = (i02 * rp + i12 * gp + i22 * bp) * inverse;
    store<f32>(into, <f32>ar);
    store<f32>(into, <f32>ag, 4);
    store<f32>(into, <f32>ab, 8);
    store<f32>(into, <f32>(p - ar * (r + 0.5) - ag * (g + 0.5) - ab * (b + 0.5)), 12);
  }
}

/**
 * Coefficients of the guided filter, averaged.
 * @param guide 8-bit RGB, `coarse` one float a pixel
 * @param columns, means room for four vectors a column; `coefficients` and `into` for one a pixel
 */
export function guided(
  guide: usize,
  coarse: usize,
  columns: usize,
  means: usize,
  coefficients: usize,
  into: usize,
  width: i32,
  height: i32,
  radius: i32,
  epsilon: f64,
  averaged: i32,
): void {
  clear(columns, width * SUMS);
  for (let y = 0; y < min(radius, height); y++) {
    addProducts(guide + <usize>(y * width) * 3, coarse + (<usize>(y * width) << 2), columns, width, 1);
  }
  for (let y = 0; y < height; y++) {
    const below = y + radius;
    if (below < height) addProducts(guide + <usize>(below * width) * 3, coarse + (<usize>(below * width) << 2), columns, width, 1);
    const above = y - radius - 1;
    if (above >= 0) addProducts(guide + <usize>(above * width) * 3, coarse + (<usize>(above * width) << 2), columns, width, -1);
    const rows = min(y + radius, height - 1) - max(y - radius, 0) + 1;
    meanAcross(columns, means, width, SUMS, radius, rows);
    solveRow(means, coefficients + (<usize>(y * width) << 4), width, epsilon);
  }
  boxMean(coefficients, columns, into, width, height, 1, averaged);
}
