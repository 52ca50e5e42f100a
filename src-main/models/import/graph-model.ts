/**
 * Writes TensorFlow.js graph models: a list of GraphDef nodes, and one buffer of weights. Knows nothing of
 * ONNX. The format is that of tfjs-converter's `GraphModel`; strings are base64 and integers decimal text, as
 * in protobuf's JSON.
 */

type Attr =
  | { readonly s: string }
  | { readonly i: string }
  | { readonly b: boolean }
  | { readonly type: string }
  | { readonly list: { readonly i: string[] } | { readonly s: string[] } }
  | { readonly shape: TensorShape }
  | { readonly tensor: { readonly dtype: string; readonly tensorShape: TensorShape } };

interface TensorShape {
  readonly dim: { readonly size: string }[];
}

export interface GraphNode {
  readonly name: string;
  readonly op: string;
  readonly input: readonly string[];
  readonly attr: Readonly<Record<string, Attr>>;
}

export interface WeightSpec {
  readonly name: string;
  readonly shape: number[];
  readonly dtype: 'float32' | 'int32';
}

interface TensorInfo {
  readonly name: string;
  readonly dtype: string;
  readonly tensorShape: TensorShape;
}

/** What `model.json` holds. */
export interface GraphModelJson {
  readonly format: 'graph-model';
  readonly generatedBy: string;
  readonly convertedBy: string;
  readonly signature: {
    readonly inputs: Readonly<Record<string, TensorInfo>>;
    readonly outputs: Readonly<Record<string, TensorInfo>>;
  };
  readonly modelTopology: { readonly node: readonly GraphNode[]; readonly versions: { producer: number } };
  readonly weightsManifest: readonly { readonly paths: string[]; readonly weights: WeightSpec[] }[];
}

export interface GraphModel {
  readonly modelJson: GraphModelJson;
  /** The numbers of every weight, little-endian, in the manifest's order. */
  readonly weights: Uint8Array<ArrayBuffer>;
}

export const text = (value: string): Attr => ({ s: base64(value) });
export const flag = (value: boolean): Attr => ({ b: value });
export const integer = (value: number): Attr => ({ i: value.toString() });
export const integers = (values: readonly number[]): Attr => ({ list: { i: values.map(String) } });
export const texts = (values: readonly string[]): Attr => ({ list: { s: values.map(base64) } });

const base64 = (value: string) => Buffer.from(value).toString('base64');
const shapeOf = (dims: readonly number[]): TensorShape => ({ dim: dims.map(d => ({ size: String(d) })) });
const floatType: Attr = { type: 'DT_FLOAT' };

interface Weight {
  readonly spec: WeightSpec;
  readonly data: Float32Array | Int32Array;
}

/** Collects nodes in the order of their execution. Names are the caller's and must be unique. */
export class GraphModelBuilder {
  readonly #nodes: GraphNode[] = [];
  readonly #weights = new Map<string, Weight>();

  /** @param dims NHWC. @returns the name, for use as an input */
  placeholder(name: string, dims: readonly number[]): string {
    return this.#push(name, 'Placeholder', [], { dtype: floatType, shape: { shape: shapeOf(dims) } });
  }

  /** Weights under the caller's name. */
  floats(name: string, dims: readonly number[], data: Float32Array): string {
    return this.#weight(name, dims, data, 'float32', 'DT_FLOAT');
  }

  /** Sizes and axes. The same few come again and again, and are kept once. */
  ints(dims: readonly number[], values: readonly number[]): string {
    const name = ['ints', dims.join('x'), ...values].join('_');
    if (this.#weights.has(name)) return name;
    return this.#weight(name, dims, Int32Array.from(values), 'int32', 'DT_INT32');
  }

  node(
    name: string,
    op: string,
    input: readonly string[],
    attr: Readonly<Record<string, Attr>> = {},
  ): string {
    return this.#push(name, op, input, { T: floatType, ...attr });
  }

  /**
   * @param input the placeholder and its dimensions
   * @param outputs nodes and their dimensions, in the order in which the graph answers them
   * @returns the model without nodes and weights that no output needs
   */
  finish(input: Port, outputs: readonly Port[], generatedBy: string): GraphModel {
    const needed = this.#needed([input.name, ...outputs.map(({ name }) => name)]);
    const weights = [...this.#weights].filter(([name]) => needed.has(name)).map(([, weight]) => weight);
    const modelJson: GraphModelJson = {
      format: 'graph-model',
      generatedBy,
      convertedBy: 'Portrait Studio',
      signature: { inputs: tensorInfos([input]), outputs: tensorInfos(outputs) },
      modelTopology: { node: this.#nodes.filter(({ name }) => needed.has(name)), versions: { producer: 27 } },
      weightsManifest: [{ paths: ['weights.bin'], weights: weights.map(({ spec }) => spec) }],
    };
    return { modelJson, weights: concatenate(weights.map(({ data }) => data)) };
  }

  #weight(
    name: string,
    dims: readonly number[],
    data: Weight['data'],
    dtype: WeightSpec['dtype'],
    type: string,
  ): string {
    this.#weights.set(name, { spec: { name, shape: [...dims], dtype }, data });
    const value: Attr = { tensor: { dtype: type, tensorShape: shapeOf(dims) } };
    return this.#push(name, 'Const', [], { dtype: { type }, value });
  }

  #push(name: string, op: string, input: readonly string[], attr: Readonly<Record<string, Attr>>): string {
    this.#nodes.push({ name, op, input, attr });
    return name;
  }

  #needed(roots: readonly string[]): Set<string> {
    const needed = new Set(roots);
    for (const { name, input } of this.#nodes.toReversed()) {
      if (needed.has(name)) input.forEach(source => needed.add(source));
    }
    return needed;
  }
}

interface Port {
  readonly name: string;
  readonly dims: readonly number[];
}

const tensorInfos = (ports: readonly Port[]): Record<string, TensorInfo> =>
  Object.fromEntries(
    ports.map(({ name, dims }) => [
      name,
      { name: `${name}:0`, dtype: 'DT_FLOAT', tensorShape: shapeOf(dims) },
    ]),
  );

function concatenate(arrays: readonly (Float32Array | Int32Array)[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(arrays.reduce((sum, { byteLength }) => sum + byteLength, 0));
  let offset = 0;
  for (const { buffer, byteOffset, byteLength } of arrays) {
    whole.set(new Uint8Array(buffer, byteOffset, byteLength), offset);
    offset += byteLength;
  }
  return whole;
}
