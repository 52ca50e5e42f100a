import { flag } from './graph-model.ts';
import { activation, activationAt, constantAt, type Activation, type Lowering } from './lowering.ts';
import { damaged, unsupported, type OnnxNode } from './onnx-graph.ts';

/** One axis of a resize: `scale` is output ÷ input, and with given scales not always exactly that. */
interface Axis {
  readonly from: number;
  readonly to: number;
  readonly scale: number;
}

/** How TensorFlow's resizes place output pixels. */
interface Variant {
  readonly alignCorners: boolean;
  readonly halfPixelCenters: boolean;
}

const variants: readonly Variant[] = [
  { alignCorners: false, halfPixelCenters: true },
  { alignCorners: false, halfPixelCenters: false },
  { alignCorners: true, halfPixelCenters: false },
];

/**
 * Resize, linear or nearest. ONNX has more ways to place pixels than TensorFlow. Sizes are known here, so the
 * source position of every row and column is computed both ways, and the variant that agrees is taken: no
 * table of which modes are near enough. When none agrees, the file is refused instead of being slightly off.
 */
export function lowerResize(lowering: Lowering): Activation {
  const { node, builder, name } = lowering;
  const x = activationAt(lowering, 0);
  checkAttributes(lowering);
  const axes = axesOf(lowering, x);
  const linear = textOf(node, 'mode', 'nearest') === 'linear';
  const [rows, columns] = axes.map(({ to }) => to) as [number, number];
  const result = activation(lowering, name, [x.dims[0], x.dims[1], rows, columns]);
  const variant = variantOf(lowering, axes, linear);
  const size = builder.ints([2], [rows, columns]);
  builder.node(name, linear ? 'ResizeBilinear' : 'ResizeNearestNeighbor', [x.name, size], {
    align_corners: flag(variant.alignCorners),
    half_pixel_centers: flag(variant.halfPixelCenters),
  });
  return result;
}

const textOf = ({ attributes }: OnnxNode, name: string, fallback: string): string => {
  const value = attributes.get(name) ?? fallback;
  return typeof value === 'string' ? value : JSON.stringify(value);
};

function checkAttributes({ node }: Lowering): void {
  const mode = textOf(node, 'mode', 'nearest');
  const policy = textOf(node, 'keep_aspect_ratio_policy', 'stretch');
  if (mode !== 'linear' && mode !== 'nearest') throw unsupported(node, `with mode ${mode}`);
  if (policy !== 'stretch') throw unsupported(node, `with keep_aspect_ratio_policy ${policy}`);
  if (node.attributes.get('antialias') === 1) throw unsupported(node, 'with antialias');
  if (node.attributes.has('axes')) throw unsupported(node, 'with axes');
}

/** Rows and columns. Inputs are X, scales in operator set 10, and X, roi, scales, sizes since 11. */
function axesOf(lowering: Lowering, { dims }: Activation): [Axis, Axis] {
  const { node, opset } = lowering;
  const scales = constantAt(lowering, opset < 11 ? 1 : 2)?.data ?? [];
  const sizes = opset < 11 ? [] : (constantAt(lowering, 3)?.data ?? []);
  const given = sizes.length > 0 ? sizes : scales;
  if (given.length !== 4) throw damaged(`node ${node.label} has neither four sizes nor four scales`);
  const axes = dims.map((from, i): Axis => {
    if (sizes.length > 0) return { from, to: sizes[i], scale: sizes[i] / from };
    return { from, to: Math.floor(from * scales[i]), scale: scales[i] };
  });
  if (axes.slice(0, 2).some(({ from, to }) => from !== to)) throw unsupported(node, 'over channels');
  return [axes[2], axes[3]];
}

function variantOf({ node, opset }: Lowering, axes: readonly Axis[], linear: boolean): Variant {
  const placing = textOf(node, 'coordinate_transformation_mode', opset < 11 ? 'asymmetric' : 'half_pixel');
  const rounding = textOf(node, 'nearest_mode', opset < 11 ? 'floor' : 'round_prefer_floor');
  const position = positions[placing];
  const round = rounders[rounding];
  if (position === undefined) throw unsupported(node, `with coordinates ${placing}`);
  if (round === undefined) throw unsupported(node, `with nearest_mode ${rounding}`);
  const agrees = (variant: Variant) =>
    axes.every(axis =>
      linear ? sameLinear(axis, position, variant) : sameNearest(axis, position, round, variant),
    );
  const variant = variants.find(agrees);
  if (variant !== undefined) return variant;
  const sizes = axes.map(({ from, to }) => `${from} → ${to}`).join(' by ');
  throw unsupported(node, `with ${linear ? 'linear' : rounding} ${placing} at ${sizes}`);
}

type Position = (index: number, axis: Axis) => number;

/** Where an output pixel's centre is in the input, https://onnx.ai/onnx/operators/onnx__Resize.html */
const positions: Readonly<Record<string, Position | undefined>> = {
  half_pixel: (i, { scale }) => (i + 0.5) / scale - 0.5,
  pytorch_half_pixel: (i, { to, scale }) => (to > 1 ? (i + 0.5) / scale - 0.5 : 0),
  align_corners: (i, { from, to }) => (to > 1 ? (i * (from - 1)) / (to - 1) : 0),
  asymmetric: (i, { scale }) => i / scale,
};

const rounders: Readonly<Record<string, ((value: number) => number) | undefined>> = {
  round_prefer_floor: value => Math.ceil(value - 0.5),
  round_prefer_ceil: value => Math.floor(value + 0.5),
  floor: Math.floor,
  ceil: Math.ceil,
};

const every = (count: number, test: (index: number) => boolean) => {
  for (let i = 0; i < count; i++) if (!test(i)) return false;
  return true;
};

const clamp = (value: number, { from }: Axis) => Math.min(Math.max(value, 0), from - 1);

/** TensorFlow's steps, in single precision as its kernels take them: rounding decides at whole numbers. */
function stepOf({ from, to }: Axis, { alignCorners }: Variant): number {
  return alignCorners && to > 1 ? Math.fround((from - 1) / (to - 1)) : Math.fround(from / to);
}

/** A thousandth of a pixel apart changes an interpolated value by less than the engines differ. */
const tolerance = 1e-3;

function sameLinear(axis: Axis, position: Position, variant: Variant): boolean {
  const step = stepOf(axis, variant);
  const ours = (i: number) => (variant.halfPixelCenters ? (i + 0.5) * step - 0.5 : i * step);
  return every(axis.to, i => Math.abs(clamp(ours(i), axis) - clamp(position(i, axis), axis)) < tolerance);
}

function sameNearest(
  axis: Axis,
  position: Position,
  round: (v: number) => number,
  variant: Variant,
): boolean {
  const step = stepOf(axis, variant);
  const place = (i: number) => Math.fround((variant.halfPixelCenters ? i + 0.5 : i) * step);
  const ours = (i: number) => (variant.alignCorners ? Math.round(place(i)) : Math.floor(place(i)));
  return every(axis.to, i => clamp(ours(i), axis) === clamp(round(position(i, axis)), axis));
}
