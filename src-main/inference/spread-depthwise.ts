/**
 * A depthwise convolution whose filter is spread (dilated, "à trous"), for TensorFlow's processor kernel, which
 * takes the attribute and does not heed it. As TensorFlow's own Python does: the picture is cut into as many
 * pictures as the filter's step squared, each of the pixels one step apart, these are convolved plainly, and
 * put together again. https://www.tensorflow.org/api_docs/python/tf/nn/with_space_to_batch
 */
type Message = Readonly<Record<string, unknown>>;
type Attrs = Readonly<Record<string, Readonly<Record<string, unknown>>>>;
type Pair = readonly [number, number];

interface Spread {
  /** How far apart the filter's pixels are, down and across. */
  readonly steps: Pair;
  readonly paddings: readonly [Pair, Pair];
  readonly crops: readonly [Pair, Pair];
  /** What the plain convolution in the middle is told. */
  readonly attr: Attrs;
}

/**
 * @param node FusedDepthwiseConv2dNative; one that is spread says its input's rows and columns in `_input_size`,
 *   and its filter's in `_kernel`, since neither is known here
 * @returns undefined when the filter is not spread
 */
export function spreadOf({ attr }: { readonly attr: Attrs }): Spread | undefined {
  const size = numbers(attr['_input_size']);
  const [, down, across] = numbers(attr['dilations']);
  if (size.length !== 2 || Math.max(down, across) === 1) return undefined;
  const steps: Pair = [down, across];
  const isSame = Buffer.from(attr['padding']['s'] as Uint8Array).toString() === 'SAME';
  const kernel = numbers(attr['_kernel']);
  const axes = steps.map((step, i) => axis(size[i], isSame ? step * (kernel[i] - 1) : 0, step));
  return {
    steps,
    paddings: [axes[0].padding, axes[1].padding],
    crops: [axes[0].crop, axes[1].crop],
    attr: { dilations: { list: { i: ['1', '1', '1', '1'] } }, padding: { s: Buffer.from('VALID') } },
  };
}

const numbers = (attr: Readonly<Record<string, unknown>> | undefined): number[] =>
  ((attr?.['list'] as { i?: string[] } | undefined)?.i ?? []).map(Number);

/** What SAME adds before and after, and then as much as fills the last part; that much is cut off again. */
function axis(size: number, same: number, step: number): { padding: Pair; crop: Pair } {
  const before = Math.floor(same / 2);
  const filling = (step - ((size + same) % step)) % step;
  return { padding: [before, same - before + filling], crop: [0, filling] };
}

interface Spreading {
  /** What the convolution reads, and what it must be called. */
  readonly parts: string;
  readonly inner: string;
  readonly before: Message[];
  readonly after: Message[];
}

export function spreading(name: string, input: unknown, { steps, paddings, crops }: Spread): Spreading {
  const [parts, inner] = [`${name}/parts`, `${name}/convolved`];
  const [block, added, cut] = [`${name}/steps`, `${name}/paddings`, `${name}/crops`];
  const attr = { T: { type: 1 }, Tblock_shape: { type: 3 } };
  return {
    parts,
    inner,
    before: [
      ints(block, [2], steps),
      ints(added, [2, 2], paddings.flat()),
      ints(cut, [2, 2], crops.flat()),
      {
        name: parts,
        op: 'SpaceToBatchND',
        input: [input, block, added],
        attr: { ...attr, Tpaddings: { type: 3 } },
      },
    ],
    after: [
      { name, op: 'BatchToSpaceND', input: [inner, block, cut], attr: { ...attr, Tcrops: { type: 3 } } },
    ],
  };
}

function ints(name: string, sizes: readonly number[], values: readonly number[]): Message {
  const tensorContent = new Uint8Array(Int32Array.from(values).buffer);
  const tensor = { dtype: 3, tensorShape: { dim: sizes.map(size => ({ size })) }, tensorContent };
  return { name, op: 'Const', attr: { dtype: { type: 3 }, value: { tensor } } };
}
