/**
 * The sRGB transfer function (IEC 61966-2-1), as tables: light is averaged and blurred in linear units.
 * Photos in other RGB profiles are treated with the same curve: for a blur, it is near enough to theirs.
 */

const decodeSrgb = (v: number): number => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
const encodeSrgb = (v: number): number => (v <= 0.0031308 ? v * 12.92 : 1.055 * v ** (1 / 2.4) - 0.055);

/** Linear light 0…1 for each 8-bit level. */
export const linearOf: Float32Array = Float32Array.from({ length: 256 }, (_, level) =>
  decodeSrgb(level / 255),
);

const STEPS = 4096;
const levels = Float32Array.from({ length: STEPS + 2 }, (_, i) => 255 * encodeSrgb(i / STEPS));

/** The 8-bit level, 0…255 with fractions, of linear light 0…1; within 0.05 levels of the exact curve above black. */
export function levelOf(linear: number): number {
  const at = Math.min(Math.max(linear, 0), 1) * STEPS;
  const i = Math.floor(at);
  return levels[i] + (levels[i + 1] - levels[i]) * (at - i);
}
