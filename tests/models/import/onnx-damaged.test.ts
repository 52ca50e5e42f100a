import { beforeAll, describe, expect, it } from 'vitest';
import { importOnnx } from '../../../src-main/models/import/onnx.ts';
import { u2netpFile } from '../u2netp-file.ts';
import { everyOnnxPart } from './every-part.ts';
import { onnxFile, weightsOf, type SmallModel, type SmallNode } from './onnx-file.ts';

const matching = (pattern: RegExp) => expect.stringMatching(pattern) as string;
const failure = (code: string, message: RegExp) =>
  expect.objectContaining({ code, message: matching(message) }) as Error;

const relu = (from: string, to: string): SmallNode => ({ operator: 'Relu', inputs: [from], outputs: [to] });
const convertSmall = (model: Partial<SmallModel>) => () =>
  importOnnx(onnxFile({ input: [1, 2, 4, 4], nodes: [relu('x', 'y')], ...model }));

describe('a damaged file', () => {
  let file: Uint8Array;
  beforeAll(async () => (file = await u2netpFile()));

  it.each([0.01, 0.5, 0.9, 0.999999])('is refused when cut off at %d of its length', share => {
    const cut = file.subarray(0, Math.floor(file.length * share));
    expect(() => importOnnx(cut)).toThrow(failure('model-damaged', /./));
  });

  it.each([
    ['nothing', new Uint8Array()],
    ['text', Buffer.from('<!doctype html><title>404</title>')],
    ['zeros', new Uint8Array(1000)],
  ])('is refused when it is %s', (_, bytes) => {
    expect(() => importOnnx(bytes)).toThrow(failure('model-damaged', /./));
  });

  it('fails with a coded error, whichever byte of its head is wrong', () => {
    const head = everyOnnxPart();
    expect(importOnnx(head).modelJson.modelTopology.node.length).toBeGreaterThan(5);
    for (let at = 0; at < head.length; at++) {
      for (const flip of [1, 8, 64, 128, 255]) {
        const broken = head.with(at, head[at] ^ flip);
        try {
          importOnnx(broken);
        } catch (error) {
          expect(error).toMatchObject({ code: matching(/^model-(damaged|operator-unknown)$/) });
        }
      }
    }
  });
});

describe('an inconsistent file', () => {
  it('is refused when a tensor holds fewer numbers than its dimensions say', () => {
    const tensors = [{ name: 'w', dims: [2, 2, 3, 3], floats: [1, 2, 3] }];
    expect(convertSmall({ tensors })).toThrow(failure('model-damaged', /"w" is \[2,2,3,3\] but holds 3/));
  });

  it('is refused when a node reads what nothing makes', () => {
    expect(convertSmall({ nodes: [relu('ghost', 'y')] })).toThrow(failure('model-damaged', /"ghost"/));
  });

  it('is refused when nodes read each other in a circle', () => {
    const nodes = [relu('b', 'a'), relu('a', 'b'), relu('b', 'y')];
    expect(convertSmall({ nodes })).toThrow(failure('model-damaged', /before it is made/));
  });

  it('is refused when two nodes make the same tensor', () => {
    expect(convertSmall({ nodes: [relu('x', 'y'), relu('x', 'y')] })).toThrow(
      failure('model-damaged', /second/),
    );
  });

  it('is refused when nothing makes its output', () => {
    expect(convertSmall({ nodes: [relu('x', 'z')] })).toThrow(failure('model-damaged', /"y"/));
  });

  it('is refused when weights do not fit their input', () => {
    const nodes: SmallNode[] = [{ operator: 'Conv', inputs: ['x', 'w'], outputs: ['y'] }];
    const tensors = [weightsOf('w', [4, 3, 1, 1])];
    expect(convertSmall({ nodes, tensors })).toThrow(failure('model-damaged', /do not fit 2 channels/));
  });

  it('is refused when it asks for a picture of absurd size', () => {
    const nodes: SmallNode[] = [{ operator: 'Resize', inputs: ['x', '', '', 'to'], outputs: ['y'] }];
    const tensors = [{ name: 'to', dims: [4], ints64: [1, 2, 2 ** 30, 2 ** 30] }];
    expect(convertSmall({ nodes, tensors })).toThrow(failure('model-damaged', /1073741824/));
  });

  it('is refused when its sizes grow without end', () => {
    const double = (from: string, to: string): SmallNode => ({
      operator: 'Concat',
      inputs: [from, from],
      outputs: [to],
      attributes: { axis: 0 },
    });
    const steps = Array.from({ length: 40 }, (_, i) => double(i === 0 ? 's' : `d${i}`, `d${i + 1}`));
    const tensors = [{ name: 's', dims: [1], ints64: [1] }];
    expect(convertSmall({ nodes: [...steps, relu('x', 'y')], tensors })).toThrow(
      failure('model-damaged', /sizes/),
    );
  });
});

describe('an operator that the importer does not know', () => {
  it('is named, with its node', () => {
    const nodes: SmallNode[] = [{ operator: 'Einsum', name: 'mix_3', inputs: ['x'], outputs: ['y'] }];
    expect(convertSmall({ nodes })).toThrow(failure('model-operator-unknown', /Einsum.*mix_3/));
  });

  it.each(['toString', 'constructor', '__proto__'])('is refused also when it is called %s', operator => {
    const nodes: SmallNode[] = [{ operator, inputs: ['x'], outputs: ['y'] }];
    expect(convertSmall({ nodes })).toThrow(failure('model-operator-unknown', new RegExp(operator)));
  });

  it.each<[string, SmallNode]>([
    [
      'a cubic Resize',
      { operator: 'Resize', inputs: ['x', '', '', 's'], outputs: ['y'], attributes: { mode: 'cubic' } },
    ],
    [
      'a dilated MaxPool',
      {
        operator: 'MaxPool',
        inputs: ['x'],
        outputs: ['y'],
        attributes: { kernel_shape: [2, 2], dilations: [2, 2] },
      },
    ],
    ['weights that are computed', { operator: 'Conv', inputs: ['x', 'x'], outputs: ['y'] }],
  ])('is refused when it is %s', (_, node) => {
    const tensors = [{ name: 's', dims: [4], ints64: [1, 2, 8, 8] }];
    expect(convertSmall({ nodes: [node], tensors })).toThrow(
      failure('model-operator-unknown', new RegExp(node.operator)),
    );
  });
});
