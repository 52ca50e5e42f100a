import { integers, text } from './graph-model.ts';
import { activation, activationAt, type Activation, type Lowering } from './lowering.ts';
import { unsupported } from './onnx-graph.ts';
import { pad } from './pad.ts';
import { pairOf, windowOf } from './window.ts';

/** Below every number that a network computes; not −∞, which some kernels turn into NaN. */
const lowest = -3.4028234663852886e38;

/**
 * MaxPool. The pools of both engines know only VALID and SAME, which leave out what is beyond the edge;
 * other paddings are a Pad with the lowest number and a VALID pool.
 */
export function lowerMaxPool(lowering: Lowering): Activation {
  const { node, builder, name } = lowering;
  const x = activationAt(lowering, 0);
  const window = windowOf(node, [x.dims[2], x.dims[3]], pairOf(node, 'kernel_shape'));
  if (Math.max(...window.dilations) > 1) throw unsupported(node, 'with dilations');
  if ((node.outputs[1] ?? '') !== '') throw unsupported(node, 'with indices');
  const input = window.padding === 'EXPLICIT' ? pad(lowering, x.name, window, lowest) : x.name;
  builder.node(name, 'MaxPool', [input], {
    ksize: integers([1, ...window.kernel, 1]),
    strides: integers([1, ...window.strides, 1]),
    padding: text(window.padding === 'SAME' ? 'SAME' : 'VALID'),
    data_format: text('NHWC'),
  });
  return activation(lowering, name, [x.dims[0], x.dims[1], ...window.output]);
}
