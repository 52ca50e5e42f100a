/**
 * The levels of the multi-level foreground estimation in WASM SIMD (AssemblyScript); their oracles are foreground/relax.ts and
 * foreground/levels.ts. A colour is one vector r g b and nothing; foreground and background lie side by side, 32 bytes
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
      if ((x & 15) < 2 && !v128.any_true(v128.load(state + i))) {
        x += 14;
        continue;
      }
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
      v128.store(to, f32x4.pmin(most, f32x4.pmax(least, newF)));
      v128.store(to, f32x4.pmin(most, f32x4.pmax(least, newB)), 16);
    }
  }
}

/**
 * Sets all states: 2 round what is neither nothing nor all, or is shown without being all; 1 beside that, else 0.
 * @param nothing, all levels up to which, and from which on, alpha is as good as that
 */
export function markStates(alpha: usize, shown: usize, state: usize, width: i32, height: i32, nothing: u32, all: u32): void {
  const pixels = width * height;
  memory.fill(state, 0, pixels);
  const low = i8x16.splat(<u8>nothing);
  const high = i8x16.splat(<u8>all);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const i = y * width + x;
      if ((x & 15) == 0) {
        const levels = v128.load(alpha + i);
        const seen = v128.or(i8x16.gt_u(levels, low), i8x16.gt_u(v128.load(shown + i), low));
        if (!v128.any_true(v128.and(seen, i8x16.lt_u(levels, high)))) {
          x += 15;
          continue;
        }
      }
      const level = <u32>load<u8>(alpha + i);
      if ((level <= nothing && <u32>load<u8>(shown + i) <= nothing) || level >= all) continue;
      const left = x > 0 ? -1 : 0;
      const right = x < width - 1 ? 1 : 0;
      for (let v = y > 0 ? -width : 0; v <= (y < height - 1 ? width : 0); v += width) {
        for (let u = left; u <= right; u++) store<u8>(state + i + v + u, 2);
      }
    }
  }
  markRead(state, width, pixels);
}

function markRead(state: usize, width: i32, pixels: i32): void {
  for (let i = 0; i < pixels; i++) {
    if ((i & 15) == 0 && !v128.any_true(v128.load(state + i))) {
      i += 15;
      continue;
    }
    if (load<u8>(state + i) != 2) continue;
    if (i >= width) read(state + i - width);
    if (i + width < pixels) read(state + i + width);
    const x = i % width;
    if (x > 0) read(state + i - 1);
    if (x < width - 1) read(state + i + 1);
  }
}

// @ts-ignore: decorator
@inline
function read(state: usize): void {
  if (load<u8>(state) == 0) store<u8>(state, 1);
}

/**
 * Each live pixel starts from what was found for the coarser one that it lies in; where only one of the two colours
 * shows, the photo tells it.
 */
export function startFrom(
  belowRgb: usize,
  belowState: usize,
  belowPairs: usize,
  belowWidth: i32,
  belowHeight: i32,
  rgb: usize,
  alpha: usize,
  state: usize,
  pairs: usize,
  width: i32,
  height: i32,
): void {
  for (let y = 0; y < height; y++) {
    const row = <i32>(((<f64>y + 0.5) * <f64>belowHeight) / <f64>height) * belowWidth;
    for (let x = 0; x < width; x++) {
      const i = y * width + x;
      if ((x & 15) == 0 && !v128.any_true(v128.load(state + i))) {
        x += 15;
        continue;
      }
      const live = load<u8>(state + i);
      if (live == 0) continue;
      const from = row + <i32>(((<f64>x + 0.5) * <f64>belowWidth) / <f64>width);
      const to = pairs + (<usize>i << 5);
      if (load<u8>(belowState + from) > 0) {
        const pair = belowPairs + (<usize>from << 5);
        v128.store(to, v128.load(pair));
        v128.store(to, v128.load(pair, 16), 16);
      } else {
        const colour = colourAt(belowRgb + <usize>from * 3);
        v128.store(to, colour);
        v128.store(to, colour, 16);
      }
      if (live != 1) continue;
      const shown = colourAt(rgb + <usize>i * 3);
      v128.store(load<u8>(alpha + i) > 127 ? to : to + 16, shown);
    }
  }
}

/** Rounds the colours of live pixels into two pictures. */
export function writeColours(state: usize, pairs: usize, foreground: usize, background: usize, pixels: i32): void {
  for (let i = 0; i < pixels; i++) {
    if ((i & 15) == 0 && !v128.any_true(v128.load(state + i))) {
      i += 15;
      continue;
    }
    if (load<u8>(state + i) == 0) continue;
    const from = pairs + (<usize>i << 5);
    writeColour(v128.load(from), foreground + <usize>i * 3);
    writeColour(v128.load(from, 16), background + <usize>i * 3);
  }
}

/** Added to a small number, it leaves the nearest whole one in its lowest bits: V8's conversions cost four times as much. */
const TO_WHOLE: f32 = 8388608;

// @ts-ignore: decorator
@inline
function writeColour(colour: v128, to: usize): void {
  const levels = f32x4.add(colour, f32x4.splat(TO_WHOLE));
  store<u8>(to, <u8>i32x4.extract_lane(levels, 0));
  store<u8>(to, <u8>i32x4.extract_lane(levels, 1), 1);
  store<u8>(to, <u8>i32x4.extract_lane(levels, 2), 2);
}
