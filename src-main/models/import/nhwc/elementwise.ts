import { integer } from '../graph-model.ts';
import type { Constant } from '../constant.ts';
import { openLayer, withActivation, withAffine } from './convolve.ts';
import { axisOf, placed, tensor, type Site, type Tensor, type Value } from './tensor.ts';

export type Elementwise =
  'Relu' | 'Relu6' | 'Sigmoid' | 'Tanh' | 'Exp' | 'Abs' | 'Neg' | 'Sqrt' | 'Rsqrt' | 'Square';

/** One function of one number, for every number; a convolution before it takes the rectifiers in. */
export function apply(site: Site, x: Tensor, operator: Elementwise): Tensor {
  const layer = operator === 'Relu' || operator === 'Relu6' ? openLayer(site, x) : undefined;
  if (layer) return withActivation(site, x, layer, operator as 'Relu' | 'Relu6');
  return tensor(site, site.builder.node(site.name, operator, [x.name]), x.dims);
}

/** `x · relu6(x + 3) ÷ 6`. Howard et al., Searching for MobileNetV3, https://arxiv.org/abs/1905.02244, 5.2 */
export function hardSwish({ builder, name, ...rest }: Site, x: Tensor): Tensor {
  const scalar = (key: string, value: number) => builder.floats(`${name}/${key}`, [], Float32Array.of(value));
  const sum = builder.node(`${name}/sum`, 'AddV2', [x.name, scalar('three', 3)]);
  const gate = builder.node(`${name}/gate`, 'Relu6', [sum]);
  const share = builder.node(`${name}/share`, 'Mul', [gate, scalar('sixth', 1 / 6)]);
  return tensor({ builder, name, ...rest }, builder.node(name, 'Mul', [x.name, share]), x.dims);
}

export type Binary = 'AddV2' | 'Sub' | 'Mul' | 'RealDiv' | 'Maximum' | 'Minimum' | 'SquaredDifference';

/** Two tensors, the smaller one spread as NumPy does. A number for each channel goes into a convolution. */
export function combine(site: Site, operator: Binary, a: Value | undefined, b: Value | undefined): Tensor {
  return (
    absorbed(site, operator, a, b) ?? absorbed(site, operator, b, a, true) ?? combined(site, operator, a, b)
  );
}

function absorbed(
  site: Site,
  operator: Binary,
  x: Value | undefined,
  other: Value | undefined,
  swapped = false,
): Tensor | undefined {
  if (x?.kind !== 'tensor' || other?.kind !== 'constant') return undefined;
  const layer = openLayer(site, x);
  const numbers = layer && perChannel(other, layer.bias.length);
  if (!layer || !numbers) return undefined;
  if (operator === 'AddV2') return withAffine(site, x, layer, { offset: numbers });
  if (operator === 'Mul') return withAffine(site, x, layer, { scale: numbers });
  if (operator !== 'Sub' || swapped) return undefined;
  return withAffine(site, x, layer, { offset: numbers.map(value => -value) });
}

/** One number for each channel, or one for all of them. */
function perChannel({ data, dims }: Constant, channels: number): Float32Array | undefined {
  if (data.length === 1) return new Float32Array(channels).fill(data[0]);
  return data.length === channels && dims.at(-1) === channels ? Float32Array.from(data) : undefined;
}

function combined(site: Site, operator: Binary, first: Value | undefined, second: Value | undefined): Tensor {
  const [a, b] = [placed(site, first, 0), placed(site, second, 1)];
  const dims = spread(site, a.dims, b.dims);
  return tensor(site, site.builder.node(site.name, operator, [a.name, b.name]), dims);
}

function spread({ faults, node }: Site, a: readonly number[], b: readonly number[]): number[] {
  const rank = Math.max(a.length, b.length);
  const at = (dims: readonly number[], axis: number) => dims[axis - rank + dims.length] ?? 1;
  return Array.from({ length: rank }, (_, axis) => {
    const [one, other] = [at(a, axis), at(b, axis)];
    if (one === other || one === 1 || other === 1) return Math.max(one, other);
    throw faults.damaged(`node ${node.label} joins tensors of different sizes`);
  });
}

/** @param values tensors and constants of the same size but along `axis` */
export function concatenate(site: Site, values: readonly (Value | undefined)[], axis: number): Tensor {
  const { faults, node, builder, name } = site;
  const parts = values.map((value, index) => placed(site, value, index));
  if (parts.length === 0) throw faults.damaged(`node ${node.label} joins nothing`);
  const along = axisOf(site, axis, parts[0].dims.length);
  const rest = (dims: readonly number[]) => dims.with(along, 0).join();
  const fits = parts.every(
    ({ dims }) => dims.length === parts[0].dims.length && rest(dims) === rest(parts[0].dims),
  );
  if (!fits) throw faults.damaged(`node ${node.label} joins tensors of different sizes`);
  const joined = parts.reduce((sum, { dims }) => sum + dims[along], 0);
  const input = [...parts.map(part => part.name), builder.ints([], [along])];
  builder.node(name, 'ConcatV2', input, { N: integer(parts.length) });
  return tensor(site, name, parts[0].dims.with(along, joined));
}
