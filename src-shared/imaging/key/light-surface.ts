import type { PlaneF } from '../image.ts';

/** c₀ + c₁x + c₂y + c₃x² + c₄xy + c₅y², x and y in shares of the picture. */
export type Surface = readonly [number, number, number, number, number, number];

const termsAt = (x: number, y: number) => [1, x, y, x * x, x * y, y * y];

export const surfaceAt = (surface: Surface, x: number, y: number): number =>
  termsAt(x, y).reduce((sum, term, i) => sum + term * surface[i], 0);

/** The smooth surface nearest to a plane, by least squares over what its weight lets count. */
export function fitSurface({ width, height, data }: PlaneF, weight: Float32Array): Surface {
  const size = 6;
  const rows = Array.from({ length: size }, () => new Float64Array(size + 1));
  for (let i = 0; i < data.length; i++) {
    if (weight[i] === 0) continue;
    const terms = termsAt(((i % width) + 0.5) / width, (Math.floor(i / width) + 0.5) / height);
    for (let r = 0; r < size; r++) {
      for (let c = 0; c < size; c++) rows[r][c] += weight[i] * terms[r] * terms[c];
      rows[r][size] += weight[i] * terms[r] * data[i];
    }
  }
  const [a, b, c, d, e, f] = solved(rows);
  return [a, b, c, d, e, f];
}

/** Gauss-Jordan with a little on the diagonal, so that a screen seen in one corner still has an answer. */
function solved(rows: Float64Array[]): number[] {
  const size = rows.length;
  const little = 1e-6 * Math.max(1e-9, rows[0][0]);
  rows.forEach((row, i) => (row[i] += little));
  for (let p = 0; p < size; p++) {
    const pivot = rows[p].map(value => value / rows[p][p]);
    rows[p] = pivot;
    for (let r = 0; r < size; r++) {
      const factor = rows[r][p];
      if (r !== p) rows[r] = rows[r].map((value, i) => value - factor * pivot[i]);
    }
  }
  return rows.map(row => row[size]);
}
