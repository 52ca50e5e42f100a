/** Operators on NHWC tensors, written as their definitions read. */

export interface Nhwc {
  readonly dims: readonly number[];
  readonly data: ArrayLike<number>;
}

export interface Moving {
  readonly strides?: readonly [number, number];
  readonly dilations?: readonly [number, number];
  readonly padding?: 'SAME' | 'VALID';
}

export function naive(dims: readonly number[], value: (...index: number[]) => number): Nhwc {
  const data = new Float64Array(dims.reduce((a, b) => a * b, 1));
  for (let i = 0; i < data.length; i++) {
    let rest = i;
    const index = dims.map((_, axis) => {
      const inner = dims.slice(axis + 1).reduce((a, b) => a * b, 1);
      const at = Math.floor(rest / inner);
      rest %= inner;
      return at;
    });
    data[i] = value(...index);
  }
  return { dims, data };
}

export const at = ({ dims, data }: Nhwc, ...index: number[]): number =>
  data[index.reduce((sum, i, axis) => sum * dims[axis] + i, 0)];

/** For each axis: how many places, and where the input is that a place and a tap of the kernel look at. */
function windows(size: number, kernel: number, stride: number, dilation: number, padding: 'SAME' | 'VALID') {
  const extent = (kernel - 1) * dilation + 1;
  const count = Math.ceil((padding === 'SAME' ? size : size - extent + 1) / stride);
  const total = padding === 'SAME' ? Math.max(0, (count - 1) * stride + extent - size) : 0;
  const look = (place: number, tap: number) => place * stride + tap * dilation - Math.floor(total / 2);
  return { count, look, isInside: (i: number) => i >= 0 && i < size };
}

function moving(x: Nhwc, kernel: readonly [number, number], { strides, dilations, padding }: Moving) {
  const [s, d] = [strides ?? [1, 1], dilations ?? [1, 1]];
  return [0, 1].map(i => windows(x.dims[i + 1], kernel[i], s[i], d[i], padding ?? 'VALID'));
}

/** Every tap of every window that lies within the picture. */
function taps(x: Nhwc, kernel: readonly [number, number], how: Moving, y: number, z: number) {
  const [rows, columns] = moving(x, kernel, how);
  const found: { i: number; j: number; row: number; column: number }[] = [];
  for (let i = 0; i < kernel[0]; i++)
    for (let j = 0; j < kernel[1]; j++) {
      const [row, column] = [rows.look(y, i), columns.look(z, j)];
      if (rows.isInside(row) && columns.isInside(column)) found.push({ i, j, row, column });
    }
  return found;
}

const outputOf = (x: Nhwc, kernel: readonly [number, number], how: Moving) =>
  moving(x, kernel, how).map(({ count }) => count);

/** @param filter [rows, columns, inputs, outputs] */
export function conv(x: Nhwc, filter: Nhwc, bias: ArrayLike<number>, how: Moving = {}): Nhwc {
  const [h, w, inputs, outputs] = filter.dims;
  return naive([1, ...outputOf(x, [h, w], how), outputs], (n, y, z, o) => {
    let sum = bias[o];
    for (const { i, j, row, column } of taps(x, [h, w], how, y, z))
      for (let c = 0; c < inputs; c++) sum += at(x, n, row, column, c) * at(filter, i, j, c, o);
    return sum;
  });
}

/** @param filter [rows, columns, channels, multiplier] */
export function depthwise(x: Nhwc, filter: Nhwc, bias: ArrayLike<number>, how: Moving = {}): Nhwc {
  const [h, w, channels, times] = filter.dims;
  return naive([1, ...outputOf(x, [h, w], how), channels * times], (n, y, z, o) => {
    const c = Math.floor(o / times);
    return taps(x, [h, w], how, y, z).reduce(
      (sum, { i, j, row, column }) => sum + at(x, n, row, column, c) * at(filter, i, j, c, o % times),
      bias[o],
    );
  });
}

export function pool(x: Nhwc, kernel: readonly [number, number], kind: 'mean' | 'max', how: Moving): Nhwc {
  return naive([1, ...outputOf(x, kernel, how), x.dims[3]], (n, y, z, c) => {
    const seen = taps(x, kernel, how, y, z).map(({ row, column }) => at(x, n, row, column, c));
    return kind === 'max' ? Math.max(...seen) : seen.reduce((a, b) => a + b) / seen.length;
  });
}

const isIndex = (value: number, size: number) => Number.isInteger(value) && value >= 0 && value < size;

/** Spreads each pixel over a window. @param filter [outputs, rows, columns, inputs], TFLite's order */
export function transposedConv(x: Nhwc, filter: Nhwc, bias: ArrayLike<number>, stride: number): Nhwc {
  const [outputs, h, w, inputs] = filter.dims;
  const [rows, columns] = [x.dims[1] * stride, x.dims[2] * stride];
  // SAME: what the windows reach beyond the result is cut off, the smaller half before it.
  const before = [h, w].map(kernel => Math.floor(Math.max(0, kernel - stride) / 2));
  return naive([1, rows, columns, outputs], (n, y, z, o) => {
    let sum = bias[o];
    for (let i = 0; i < h; i++)
      for (let j = 0; j < w; j++) {
        const [row, column] = [(y + before[0] - i) / stride, (z + before[1] - j) / stride];
        if (!isIndex(row, x.dims[1]) || !isIndex(column, x.dims[2])) continue;
        for (let c = 0; c < inputs; c++) sum += at(x, n, row, column, c) * at(filter, o, i, j, c);
      }
    return sum;
  });
}

export function resizeBilinear(
  x: Nhwc,
  [rows, columns]: readonly [number, number],
  mode: 'corners' | 'centres' | 'plain',
): Nhwc {
  const place = (i: number, from: number, to: number) => {
    if (mode === 'corners') return to === 1 ? 0 : (i * (from - 1)) / (to - 1);
    const position = mode === 'centres' ? ((i + 0.5) * from) / to - 0.5 : (i * from) / to;
    return Math.min(Math.max(position, 0), from - 1);
  };
  const [h, w] = [x.dims[1], x.dims[2]];
  return naive([1, rows, columns, x.dims[3]], (n, y, z, c) => {
    const [v, u] = [place(y, h, rows), place(z, w, columns)];
    const [y0, x0] = [Math.floor(v), Math.floor(u)];
    const [y1, x1] = [Math.min(y0 + 1, h - 1), Math.min(x0 + 1, w - 1)];
    const mix = (a: number, b: number, share: number) => a + (b - a) * share;
    const row = (y: number) => mix(at(x, n, y, x0, c), at(x, n, y, x1, c), u - x0);
    return mix(row(y0), row(y1), v - y0);
  });
}

export const mapped = ({ dims, data }: Nhwc, change: (value: number) => number): Nhwc => ({
  dims,
  data: Array.from(data, change),
});

export const relu = (value: number) => Math.max(0, value);
export const relu6 = (value: number) => Math.min(6, Math.max(0, value));
export const sigmoid = (value: number) => 1 / (1 + Math.exp(-value));
export const hardSwish = (value: number) => (value * relu6(value + 3)) / 6;
