/**
 * Sweeps of the multi-level foreground estimation in WASM SIMD (AssemblyScript); their oracle is
 * foreground/relax.ts. A colour is one vector r g b and nothing; foreground and background lie side by side, 32 bytes
 * a pixel. All pointers are bytes into the module's memory.
 */

// @ts-ignore: decorator
@inline
function colourAt(rgb: usize): v128 {
  const bytes = v128.load32_zero(rgb);
  return f32x4.convert_i32x4_u(i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(bytes)));
}

/**
 * One red-black half sweep over the pixels that move: each pair solves α F + (1 − α) B = I with F and B like its
 * neighbours'. Colours 0…255.
 * @param alpha one byte a pixel; state the same, 2 where colours move
 * @param smooth weight of a neighbour; steep what each level of difference in alpha adds to it
 */
export function relax(
  rgb: usize,
  alpha: usize,
  state: usize,
  pairs: usize,
  width: i32,
  height: i32,
  parity: i32,
  smooth: f32,
  steep: f32,
): void {
  const least = f32x4.splat(0);
  const most = f32x4.splat(255);
  for (let y = 0; y < height; y++) {
    const up = y > 0 ? -width : 0;
    const down = y < height - 1 ? width : 0;
    for (let x = (y + parity) & 1; x < width; x += 2) {
      const i = y * width + x;
      if (load<u8>(state + i) != 2) continue;
      const level = <i32>load<u8>(alpha + i);
      const a = <f32>level * (<f32>1 / 255);
      const b = <f32>1 - a;
      let sum: f32 = 0;
      let f = f32x4.splat(0);
      let g = f32x4.splat(0);
      for (let d = 0; d < 4; d++) {
        const j = i + (d == 0 ? up : d == 1 ? down : d == 2 ? (x > 0 ? -1 : 0) : x < width - 1 ? 1 : 0);
        const weight = smooth + steep * <f32>abs(level - <i32>load<u8>(alpha + j));
        const weights = f32x4.splat(weight);
        const near = pairs + (<usize>j << 5);
        sum += weight;
        f = f32x4.add(f, f32x4.mul(weights, v128.load(near)));
        g = f32x4.add(g, f32x4.mul(weights, v128.load(near, 16)));
      }
      const m00 = a * a + sum;
      const m01 = a * b;
      const m11 = b * b + sum;
      const per: f32 = <f32>1 / (m00 * m11 - m01 * m01);
      const colour = colourAt(rgb + <usize>i * 3);
      const wantF = f32x4.add(f, f32x4.mul(colour, f32x4.splat(a)));
      const wantB = f32x4.add(g, f32x4.mul(colour, f32x4.splat(b)));
      const cross = f32x4.splat(m01 * per);
      const newF = f32x4.sub(f32x4.mul(wantF, f32x4.splat(m11 * per)), f32x4.mul(wantB, cross));
      const newB = f32x4.sub(f32x4.mul(wantB, f32x4.splat(m00 * per)), f32x4.mul(wantF, cross));
      const to = pairs + (<usize>i << 5);
      v128.store(to, f32x4.min(most, f32x4.max(least, newF)));
      v128.store(to, f32x4.min(most, f32x4.max(least, newB)), 16);
    }
  }
}
