/**
 * Inner loops of weighted-light.ts in WASM SIMD (AssemblyScript). A pixel of floats is one vector of four: light times
 * weight, and the weight. All pointers are bytes into the module's memory.
 */

/**
 * Adds a row of the photo to the sums: each colour's light is looked up as a vector, one table of 256 a channel, and
 * multiplied by the gain of the strongest one. `subject` does not count at 255 and counts fully at 0.
 */
export function addRow(
  rgb: usize,
  subject: usize,
  light: usize,
  gain: usize,
  share: f32,
  sums: usize,
  width: i32,
): void {
  const full = share / 255;
  const end = subject + width;
  for (; subject < end; subject++, rgb += 3, sums += 16) {
    const level: i32 = load<u8>(subject);
    if (level == 255) continue;
    const red = <usize>load<u8>(rgb);
    const green = <usize>load<u8>(rgb, 1);
    const blue = <usize>load<u8>(rgb, 2);
    const sum = f32x4.add(
      f32x4.add(v128.load(light + (red << 4)), v128.load(light + (green << 4), 4096)),
      v128.load(light + (blue << 4), 8192),
    );
    const strongest = max(max(red, green), blue);
    const bright = f32x4.mul(sum, v128.load32_splat(gain + (strongest << 2)));
    const rest: i32 = 255 - level;
    const weight = f32x4.splat(full * <f32>rest);
    const colour = f32x4.mul(f32x4.add(bright, f32x4(0, 0, 0, 1)), weight);
    v128.store(sums, f32x4.add(v128.load(sums), colour));
  }
}

/** Shrinks a row of sums: from `first[x]` on, as many as `start` says, each with its share. */
export function shrinkRow(
  sums: usize,
  first: usize,
  start: usize,
  shares: usize,
  into: usize,
  width: i32,
): void {
  let k = load<i32>(start);
  for (let x = 0; x < width; x++, into += 16) {
    let from = sums + (<usize>load<i32>(first + (<usize>x << 2)) << 4);
    const end = load<i32>(start + (<usize>(x + 1) << 2));
    let sum = f32x4.splat(0);
    for (; k < end; k++, from += 16) {
      sum = f32x4.add(sum, f32x4.mul(v128.load(from), v128.load32_splat(shares + (<usize>k << 2))));
    }
    v128.store(into, sum);
  }
}
