/**
 * The inner loops of edge/shift.ts in WASM SIMD (AssemblyScript), 16 samples at a time. All pointers are bytes into the
 * module's memory.
 */

/** `spare` becomes the most of `data` along a line through each sample: `whole` steps to both sides, and `part` / 256 of one more. */
export function widen(data: usize, spare: usize, length: i32, step: i32, whole: i32, part: i32): void {
  memory.copy(spare, data, length);
  const count = 2 * whole + 1;
  let held = 1;
  for (; held * 2 <= count; held *= 2) raise(spare, held * step, length);
  if (held < count) raise(spare, (count - held) * step, length);
  const middle = whole * step;
  memory.copy(spare + middle, spare, length - middle);
  if (part > 0) raiseToEnds(spare, data, length, middle, middle + step, part);
}

/** In place, from the first on: what is ahead is not yet raised when it is read. */
function raise(data: usize, ahead: i32, length: i32): void {
  const end = length - ahead;
  let i = 0;
  for (; i + 16 <= end; i += 16) {
    const at = data + <usize>i;
    v128.store(at, v128.max<u8>(v128.load(at), v128.load(at + <usize>ahead)));
  }
  for (; i < end; i++) {
    const at = data + <usize>i;
    store<u8>(at, max(load<u8>(at), load<u8>(at + <usize>ahead)));
  }
}

function raiseToEnds(into: usize, data: usize, length: i32, near: i32, far: i32, part: i32): void {
  const end = length - far;
  const a = i8x16.splat(<i8>(256 - part));
  const b = i8x16.splat(<i8>part);
  let i = far;
  for (; i + 16 <= end; i += 16) {
    const at = data + <usize>i;
    const before = between(v128.load(at - <usize>near), v128.load(at - <usize>far), a, b);
    const after = between(v128.load(at + <usize>near), v128.load(at + <usize>far), a, b);
    const to = into + <usize>i;
    v128.store(to, v128.max<u8>(v128.load(to), v128.max<u8>(before, after)));
  }
  for (; i < end; i++) {
    const at = data + <usize>i;
    const before = mixed(load<u8>(at - <usize>near), load<u8>(at - <usize>far), part);
    const after = mixed(load<u8>(at + <usize>near), load<u8>(at + <usize>far), part);
    const to = into + <usize>i;
    store<u8>(to, <u8>max(<i32>load<u8>(to), max(before, after)));
  }
}

// @ts-ignore: decorator
@inline
function mixed(near: i32, far: i32, part: i32): i32 {
  return (near * (256 - part) + far * part + 128) >> 8;
}

// @ts-ignore: decorator
@inline
function between(near: v128, far: v128, a: v128, b: v128): v128 {
  const half = i16x8.splat(128);
  const low = i16x8.add(i16x8.add(i16x8.extmul_low_i8x16_u(near, a), i16x8.extmul_low_i8x16_u(far, b)), half);
  const high = i16x8.add(i16x8.add(i16x8.extmul_high_i8x16_u(near, a), i16x8.extmul_high_i8x16_u(far, b)), half);
  return i8x16.narrow_i16x8_u(i16x8.shr_u(low, 8), i16x8.shr_u(high, 8));
}
