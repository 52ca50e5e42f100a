import type { Lowering } from './lowering.ts';
import type { Window } from './window.ts';

/** Adds `value` round the rows and columns of an NHWC tensor, as much as the window says. */
export function pad({ builder, name }: Lowering, input: string, { pads }: Window, value: number): string {
  const paddings = builder.ints([4, 2], [0, 0, ...pads[0], ...pads[1], 0, 0]);
  const constant = builder.floats(`${name}/pad_value`, [], Float32Array.of(value));
  return builder.node(`${name}/pad`, 'PadV2', [input, paddings, constant]);
}
