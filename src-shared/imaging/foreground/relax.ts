/**
 * One red-black half sweep: every second pixel that is live gets the pair of colours that explains its own,
 * α F + (1 − α) B = I, and is like its neighbours' pairs (Germer et al. 2020, eq. 5, solved for one pixel).
 * Colours 0…255; neighbours beyond the picture's edge are the pixel itself.
 */
export interface Level {
  readonly width: number;
  readonly height: number;
  readonly rgb: Uint8Array;
  readonly alpha: Uint8Array;
  /** MOVES, READ, or 0 where the photo's own colours stand. */
  readonly state: Uint8Array;
  /** Eight numbers a pixel: foreground r g b and nothing, background r g b and nothing. */
  readonly pairs: Float32Array;
}

/** States of a pixel: its colours are looked for, or only looked at. */
export const MOVES = 2;
export const READ = 1;

export const PAIR = 8;
/** Weight of a neighbour, and what a full step of alpha between the two adds to it. */
export const SMOOTH = 1e-3;
export const STEEP = 0.1;

export function relax({ width, height, rgb, alpha, state, pairs }: Level, parity: 0 | 1) {
  for (let y = 0; y < height; y++) {
    const [up, down] = [y > 0 ? -width : 0, y < height - 1 ? width : 0];
    for (let x = (y + parity) & 1; x < width; x += 2) {
      const i = y * width + x;
      if (state[i] !== MOVES) continue;
      const near = [i + up, i + down, x > 0 ? i - 1 : i, x < width - 1 ? i + 1 : i];
      solvePair(i, near, rgb, alpha, pairs);
    }
  }
}

function solvePair(
  i: number,
  near: readonly number[],
  rgb: Uint8Array,
  alpha: Uint8Array,
  pairs: Float32Array,
) {
  const a = alpha[i] / 255;
  const b = 1 - a;
  const weights = near.map(j => SMOOTH + (STEEP * Math.abs(alpha[i] - alpha[j])) / 255);
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const m00 = a * a + sum;
  const m01 = a * b;
  const m11 = b * b + sum;
  const determinant = m00 * m11 - m01 * m01;
  for (let c = 0; c < 3; c++) {
    const around = (at: number) => near.reduce((total, j, k) => total + weights[k] * pairs[j * PAIR + at], 0);
    const wantF = around(c) + a * rgb[i * 3 + c];
    const wantB = around(c + 4) + b * rgb[i * 3 + c];
    pairs[i * PAIR + c] = within((m11 * wantF - m01 * wantB) / determinant);
    pairs[i * PAIR + c + 4] = within((m00 * wantB - m01 * wantF) / determinant);
  }
}

const within = (level: number): number => Math.min(255, Math.max(0, level));
