/**
 * The mean over a window that is cut at the picture's edges, in WASM SIMD (AssemblyScript); its oracle is
 * box-mean.ts. Two channels at a time, summed in double precision. All pointers are bytes into the module's memory.
 */

// @ts-ignore: decorator
@inline
function pair(at: usize): v128 {
  return f64x2.promote_low_f32x4(v128.load64_zero(at));
}

function addRow(row: usize, columns: usize, pairs: i32, sign: f64): void {
  const signs = f64x2.splat(sign);
  for (let i = 0; i < pairs; i++, row += 8, columns += 16) {
    v128.store(columns, f64x2.add(v128.load(columns), f64x2.mul(signs, pair(row))));
  }
}

function meanAcross(columns: usize, into: usize, width: i32, pairs: i32, radius: i32, rows: i32): void {
  const step = <usize>pairs << 4;
  const reach = <usize>radius * step;
  for (let c = 0; c < pairs; c++) {
    let at = columns + (<usize>c << 4);
    let to = into + (<usize>c << 3);
    let sum = f64x2.splat(0);
    for (let x = 0; x < min(radius, width); x++) sum = f64x2.add(sum, v128.load(at + <usize>x * step));
    for (let x = 0; x < width; x++, at += step, to += step >> 1) {
      if (x + radius < width) sum = f64x2.add(sum, v128.load(at + reach));
      if (x - radius > 0) sum = f64x2.sub(sum, v128.load(at - reach - step));
      const count = min(x + radius, width - 1) - max(x - radius, 0) + 1;
      const mean = f64x2.div(sum, f64x2.splat(<f64>(count * rows)));
      v128.store64_lane(to, f32x4.demote_f64x2_zero(mean), 0);
    }
  }
}

/** @param columns room for a double a channel and column; @param pairs of channels */
export function boxMean(from: usize, columns: usize, into: usize, width: i32, height: i32, pairs: i32, radius: i32): void {
  const count = width * pairs;
  const stride = <usize>count << 3;
  memory.fill(columns, 0, <usize>count << 4);
  for (let y = 0; y < min(radius, height); y++) addRow(from + <usize>y * stride, columns, count, 1);
  for (let y = 0; y < height; y++) {
    if (y + radius < height) addRow(from + <usize>(y + radius) * stride, columns, count, 1);
    if (y - radius > 0) addRow(from + <usize>(y - radius - 1) * stride, columns, count, -1);
    const rows = min(y + radius, height - 1) - max(y - radius, 0) + 1;
    meanAcross(columns, into + <usize>y * stride, width, pairs, radius, rows);
  }
}
