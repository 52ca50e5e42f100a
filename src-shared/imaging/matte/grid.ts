import type { PlaneF, RgbImage } from '../image.ts';
import { axis, type Axis } from '../resize-bilinear.ts';

/**
 * The coarse grid of a solve: one of its pixels stands for a block of the guide's, so that lengths in cells of the
 * segmentation are the same few pixels whatever the guide's size.
 */
export interface Grid {
  readonly width: number;
  readonly height: number;
  /** Side of a block, in pixels of the guide; blocks at the right and lower edge may be cut. */
  readonly block: number;
  /** Pixels of the grid that one cell of the segmentation is worth. */
  readonly cell: number;
}

/** A block is a little less than a cell: finer ones would tell nothing that the segmentation knows. */
const BLOCKS_IN_CELL = 0.9;

/** @param cell pixels of the guide that one of the segmentation's is worth */
export function gridOf({ width, height }: { width: number; height: number }, cell: number): Grid {
  const block = Math.max(1, Math.floor(cell / BLOCKS_IN_CELL));
  return { width: Math.ceil(width / block), height: Math.ceil(height / block), block, cell: cell / block };
}

/** A length in cells as whole pixels of the grid, at least one. */
export const inPixels = ({ cell }: Grid, cells: number): number => Math.max(1, Math.round(cells * cell));

/** The mean colour of each block, rounded. */
export function blockMeans(image: RgbImage, grid: Grid): RgbImage {
  const data = new Uint8Array(grid.width * grid.height * 3);
  const sums = new Uint32Array(grid.width * 3);
  for (let y = 0; y < grid.height; y++) {
    const [top, bottom] = [y * grid.block, Math.min(image.height, (y + 1) * grid.block)];
    sums.fill(0);
    for (let row = top; row < bottom; row++) addRow(image, row, grid.block, sums);
    for (let x = 0; x < grid.width; x++) {
      const columns = Math.min(image.width, (x + 1) * grid.block) - x * grid.block;
      const count = columns * (bottom - top);
      for (let c = 0; c < 3; c++) data[(y * grid.width + x) * 3 + c] = sums[x * 3 + c] / count + 0.5;
    }
  }
  return { width: grid.width, height: grid.height, data };
}

function addRow({ width, data }: RgbImage, row: number, block: number, sums: Uint32Array) {
  for (let x = 0, p = row * width * 3, to = 0; x < width; to += 3) {
    for (const end = Math.min(width, x + block); x < end; x++, p += 3) {
      sums[to] += data[p];
      sums[to + 1] += data[p + 1];
      sums[to + 2] += data[p + 2];
    }
  }
}

/** One pixel of each block: that in its middle. A mean would be of strands and what shows between them. */
export function blockMiddles(image: RgbImage, { width, height, block }: Grid): RgbImage {
  const data = new Uint8Array(width * height * 3);
  const middle = (place: number, size: number) => Math.min(size - 1, place * block + Math.floor(block / 2));
  for (let y = 0, to = 0; y < height; y++) {
    const row = middle(y, image.height) * image.width;
    for (let x = 0; x < width; x++, to += 3) {
      const from = (row + middle(x, image.width)) * 3;
      for (let c = 0; c < 3; c++) data[to + c] = image.data[from + c];
    }
  }
  return { width, height, data };
}

/** Where `length` pixels of the guide lie between the blocks' middles. @param stride samples from block to block */
export const blockAxis = (blocks: number, block: number, stride: number): Axis =>
  axis(blocks, blocks * block, stride);

/** The plane's values on the grid, from one of any size that covers the same picture. */
export function onGrid(plane: PlaneF, guide: { width: number; height: number }, grid: Grid): PlaneF {
  const data = new Float32Array(grid.width * grid.height);
  const places = (count: number, length: number, size: number) =>
    Float64Array.from({ length: count }, (_, i) => {
      const middle = (Math.min(length, (i + 1) * grid.block) + i * grid.block) / 2;
      return Math.min(size - 1, Math.max(0, (middle * size) / length - 0.5));
    });
  const across = places(grid.width, guide.width, plane.width);
  const down = places(grid.height, guide.height, plane.height);
  for (let y = 0, i = 0; y < grid.height; y++) {
    for (let x = 0; x < grid.width; x++, i++) data[i] = between(plane, across[x], down[y]);
  }
  return { width: grid.width, height: grid.height, data };
}

function between({ width, height, data }: PlaneF, x: number, y: number): number {
  const [left, top] = [Math.floor(x), Math.floor(y)];
  const right = Math.min(width - 1, left + 1);
  const [upper, lower] = [top * width, Math.min(height - 1, top + 1) * width];
  const u = x - left;
  const above = data[upper + left] + (data[upper + right] - data[upper + left]) * u;
  const below = data[lower + left] + (data[lower + right] - data[lower + left]) * u;
  return above + (below - above) * (y - top);
}
