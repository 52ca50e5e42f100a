import { integers, text } from '../graph-model.ts';
import type { Pair } from '../window.ts';
import { tensor, type Picture, type Site, type Tensor } from './tensor.ts';

export interface Moving {
  readonly kernel: Pair;
  readonly strides: Pair;
  readonly dilations?: Pair;
  readonly padding: 'SAME' | 'VALID' | 'EXPLICIT';
  /** `[before, after]` of rows and of columns, with EXPLICIT. */
  readonly pads?: readonly [Pair, Pair];
}

export const noPads = [
  [0, 0],
  [0, 0],
] as const;

/**
 * Rows and columns of what a window makes as it moves over a picture.
 *
 * @throws PortraitError 'model-damaged' when it does not fit, or does not move
 */
export function outputSize({ faults, node }: Site, x: Picture, moving: Moving): Pair {
  const { kernel, strides, dilations = [1, 1], padding, pads = noPads } = moving;
  const numbers = [...kernel, ...strides, ...dilations];
  const sides = [0, 1].map(i => {
    const extent = dilations[i] * (kernel[i] - 1) + 1;
    const reach = x.dims[i + 1] + (padding === 'SAME' ? 0 : pads[i][0] + pads[i][1] - extent + 1);
    return Math.ceil(reach / strides[i]);
  });
  if (numbers.every(value => Number.isInteger(value) && value > 0) && Math.min(...sides) > 0) {
    return [sides[0], sides[1]];
  }
  throw faults.damaged(`the window of node ${node.label} does not fit its input`);
}

/** The mean or the largest of each window. With SAME, what is beyond the edge is left out of both. */
export function pool(site: Site, x: Picture, kind: 'AvgPool' | 'MaxPool', moving: Moving): Tensor {
  const sides = outputSize(site, x, moving);
  const result = tensor(site, site.name, [x.dims[0], ...sides, x.dims[3]]);
  site.builder.node(site.name, kind, [x.name], {
    ksize: integers([1, ...moving.kernel, 1]),
    strides: integers([1, ...moving.strides, 1]),
    padding: text(moving.padding),
    data_format: text('NHWC'),
  });
  return result;
}
