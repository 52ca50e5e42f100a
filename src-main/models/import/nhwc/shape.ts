import { flag } from '../graph-model.ts';
import { axisOf, tensor, type Picture, type Site, type Tensor } from './tensor.ts';

/** @param wanted sizes; one of them may be −1, which is what is left */
export function reshape(site: Site, x: Tensor, wanted: readonly number[]): Tensor {
  const { faults, node, builder, name } = site;
  const count = x.dims.reduce((a, b) => a * b, 1);
  const known = wanted.filter(size => size !== -1).reduce((a, b) => a * b, 1);
  const dims = wanted.map(size => (size === -1 ? count / known : size));
  const result = tensor(site, name, dims);
  if (dims.reduce((a, b) => a * b, 1) !== count) {
    throw faults.damaged(`node ${node.label} makes [${wanted.join()}] of [${x.dims.join()}]`);
  }
  builder.node(name, 'Reshape', [x.name, builder.ints([dims.length], dims)]);
  return result;
}

export function transpose(site: Site, x: Tensor, order: readonly number[]): Tensor {
  const { faults, node, builder, name } = site;
  const axes = order.map(axis => axisOf(site, axis, x.dims.length));
  if (axes.length !== x.dims.length || new Set(axes).size !== axes.length) {
    throw faults.damaged(`node ${node.label} turns [${x.dims.join()}] by [${order.join()}]`);
  }
  builder.node(name, 'Transpose', [x.name, builder.ints([axes.length], axes)]);
  return tensor(
    site,
    name,
    axes.map(axis => x.dims[axis]),
  );
}

/** @param paddings before and after each axis, one after another */
export function pad(site: Site, x: Tensor, paddings: readonly number[], value = 0): Tensor {
  const { faults, node, builder, name } = site;
  if (paddings.length !== 2 * x.dims.length || paddings.some(size => size < 0)) {
    throw faults.damaged(`node ${node.label} pads [${x.dims.join()}] by [${paddings.join()}]`);
  }
  const dims = x.dims.map((size, axis) => size + paddings[2 * axis] + paddings[2 * axis + 1]);
  const result = tensor(site, name, dims);
  const filling = builder.floats(`${name}/value`, [], Float32Array.of(value));
  builder.node(name, 'PadV2', [x.name, builder.ints([dims.length, 2], paddings), filling]);
  return result;
}

/** Over whole axes: `Mean`, `Sum` or `Max`. */
export function reduce(
  site: Site,
  x: Tensor,
  operator: 'Mean' | 'Sum' | 'Max',
  axes: readonly number[],
  keepDims: boolean,
): Tensor {
  const { builder, name } = site;
  const along = axes.map(axis => axisOf(site, axis, x.dims.length));
  const dims = x.dims.flatMap((size, axis) => (along.includes(axis) ? (keepDims ? [1] : []) : [size]));
  const input = [x.name, builder.ints([along.length], along)];
  builder.node(name, operator, input, { keep_dims: flag(keepDims) });
  return tensor(site, name, dims);
}

/** Over the last axis. */
export function softmax(site: Site, x: Tensor): Tensor {
  return tensor(site, site.builder.node(site.name, 'Softmax', [x.name]), x.dims);
}

export interface Resizing {
  readonly alignCorners: boolean;
  readonly halfPixelCenters: boolean;
}

/** Bilinear or nearest. One that changes nothing is left out. */
export function resize(
  site: Site,
  x: Picture,
  operator: 'ResizeBilinear' | 'ResizeNearestNeighbor',
  size: readonly number[],
  { alignCorners, halfPixelCenters }: Resizing,
): Tensor {
  const { faults, node, builder, name } = site;
  if (size.length !== 2) throw faults.damaged(`node ${node.label} scales to [${size.join()}]`);
  if (size[0] === x.dims[1] && size[1] === x.dims[2]) return x;
  const result = tensor(site, name, [x.dims[0], size[0], size[1], x.dims[3]]);
  builder.node(name, operator, [x.name, builder.ints([2], size)], {
    align_corners: flag(alignCorners),
    half_pixel_centers: flag(halfPixelCenters),
  });
  return result;
}
