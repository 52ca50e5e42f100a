/**
 * Inner loops of the aperture blur in WASM SIMD (AssemblyScript); their oracle is aperture-blur.ts. A pixel is one
 * vector of four floats. All pointers are bytes into the module's memory.
 */

/**
 * Running sums of a row: nothing for `margin` pixels and the first, then the pixels one by one, then the whole for
 * another margin, so that chords over the picture's ends need no care.
 */
export function sumRow(row: usize, sums: usize, width: i32, margin: i32): void {
  let at = sums;
  let sum = f32x4.splat(0);
  for (let i = 0; i <= margin; i++, at += 16) v128.store(at, sum);
  for (let x = 0; x < width; x++, at += 16) {
    sum = f32x4.add(sum, v128.load(row + (<usize>x << 4)));
    v128.store(at, sum);
  }
  for (let i = 0; i <= margin; i++, at += 16) v128.store(at, sum);
}

/**
 * Adds to each pixel the sum between two places, both from the pixel's own: `left` and `right` are the pointers to the
 * sums there for the first pixel, the shares how far each place lies towards the next one.
 */
export function addChord(
  left: usize,
  leftShare: f32,
  right: usize,
  rightShare: f32,
  scale: f32,
  into: usize,
  width: i32,
): void {
  const a = f32x4.splat((1 - leftShare) * scale);
  const b = f32x4.splat(leftShare * scale);
  const c = f32x4.splat((1 - rightShare) * scale);
  const d = f32x4.splat(rightShare * scale);
  const end = <usize>width << 4;
  for (let at: usize = 0; at < end; at += 16) {
    const upTo = f32x4.add(
      f32x4.mul(v128.load(right + at), c),
      f32x4.mul(v128.load(right + at + 16), d),
    );
    const before = f32x4.add(
      f32x4.mul(v128.load(left + at), a),
      f32x4.mul(v128.load(left + at + 16), b),
    );
    v128.store(into + at, f32x4.add(v128.load(into + at), f32x4.sub(upTo, before)));
  }
}

/** Adds a row times a weight. */
export function addTap(row: usize, weight: f32, into: usize, width: i32): void {
  const w = f32x4.splat(weight);
  const end = <usize>width << 4;
  for (let at: usize = 0; at < end; at += 16) {
    v128.store(into + at, f32x4.add(v128.load(into + at), f32x4.mul(v128.load(row + at), w)));
  }
}
