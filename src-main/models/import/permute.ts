type Four = readonly [number, number, number, number];

/**
 * Reorders the axes of a tensor of four dimensions.
 *
 * @param order which axis of the source each axis of the result is: NCHW → NHWC is [0, 2, 3, 1]
 */
export function permuted(source: Float32Array, dims: Four, order: Four): Float32Array {
  const strides = [dims[1] * dims[2] * dims[3], dims[2] * dims[3], dims[3], 1];
  const [d0, d1, d2, d3] = order.map(axis => dims[axis]) as [number, number, number, number];
  const [s0, s1, s2, s3] = order.map(axis => strides[axis]) as [number, number, number, number];
  const result = new Float32Array(source.length);
  let at = 0;
  for (let a = 0; a < d0; a++)
    for (let b = 0; b < d1; b++)
      for (let c = 0; c < d2; c++)
        for (let d = 0; d < d3; d++) result[at++] = source[a * s0 + b * s1 + c * s2 + d * s3]!;
  return result;
}
