/**
 * Inner loops of weighted-light.ts in WASM SIMD (AssemblyScript). A pixel of floats is one vector of four: light times
 * weight, and the weight. All pointers are bytes into the module's memory.
 */

/** Pixels that are left out together where all of them are the subject. */
const GROUP: usize = 16;

// @ts-ignore: decorator
@inline
function allSubject(subject: usize): bool {
  return i8x16.all_true(i8x16.eq(v128.load(subject), i8x16.splat(-1)));
}

/** The light of a pixel, and 1 behind it: each colour's is looked up as a vector, and the strongest one's gain laid on them. */
// @ts-ignore: decorator
@inline
function lightOf(rgb: usize, light: usize, gain: usize): v128 {
  const red = <usize>load<u8>(rgb);
  const green = <usize>load<u8>(rgb, 1);
  const blue = <usize>load<u8>(rgb, 2);
  const sum = f32x4.add(
    f32x4.add(v128.load(light + (red << 4)), v128.load(light + (green << 4), 4096)),
    v128.load(light + (blue << 4), 8192),
  );
  const strongest = max(max(red, green), blue);
  return f32x4.add(f32x4.mul(sum, v128.load32_splat(gain + (strongest << 2))), f32x4(0, 0, 0, 1));
}

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
  while (subject < end) {
    const group = min(end, subject + GROUP);
    if (group - subject == GROUP && allSubject(subject)) {
      subject = group;
      rgb += GROUP * 3;
      sums += GROUP * 16;
      continue;
    }
    for (; subject < group; subject++, rgb += 3, sums += 16) {
      const rest: i32 = 255 - <i32>load<u8>(subject);
      const light4 = f32x4.mul(lightOf(rgb, light, gain), f32x4.splat(full * <f32>rest));
      v128.store(sums, f32x4.add(v128.load(sums), light4));
    }
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
