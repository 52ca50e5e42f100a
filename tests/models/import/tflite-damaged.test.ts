import { describe, expect, it } from 'vitest';
import { importTflite } from '../../../src-main/models/import/tflite/tflite.ts';
import { everyTflitePart } from './every-part.ts';
import { noise } from './onnx-file.ts';
import { floats, ints, tfliteFile, type SmallModel } from './tflite-file.ts';

const matching = (pattern: RegExp) => expect.stringMatching(pattern) as string;
const failure = (code: string, message: RegExp) =>
  expect.objectContaining({ code, message: matching(message) }) as Error;

const x = { dims: [1, 4, 4, 2] };
const relu = (from: string, to: string) => ({ code: 19, inputs: [from], output: to });
const convert = (model: Partial<SmallModel>) => () =>
  importTflite(tfliteFile({ tensors: { x, y: x }, nodes: [relu('x', 'y')], ...model }));

describe('a damaged file', () => {
  it.each([
    ['nothing', new Uint8Array()],
    ['text', Buffer.from('<!doctype html><title>404</title>')],
    ['zeros', new Uint8Array(1000)],
    ['only its first bytes', Buffer.from('\x10\0\0\0TFL3')],
  ])('is refused when it is %s', (_, bytes) => {
    expect(() => importTflite(bytes)).toThrow(failure('model-damaged', /TFLite/));
  });

  it('fails with a coded error, wherever it is cut off', () => {
    const whole = everyTflitePart();
    for (let length = 0; length < whole.length - 64; length++) {
      expect(() => importTflite(whole.slice(0, length))).toThrow(failure('model-damaged', /./));
    }
  });

  it('fails with a coded error, whichever byte is wrong', () => {
    const whole = everyTflitePart();
    expect(importTflite(whole).modelJson.modelTopology.node.length).toBeGreaterThan(5);
    for (let at = 0; at < whole.length; at++) {
      for (const flip of [1, 8, 64, 128, 255]) {
        try {
          importTflite(whole.with(at, whole[at] ^ flip));
        } catch (error) {
          expect(error).toMatchObject({ code: matching(/^model-(damaged|operator-unknown)$/) });
        }
      }
    }
  });
});

describe('an inconsistent file', () => {
  it('is refused when nodes read each other in a circle', () => {
    const nodes = [relu('b', 'a'), relu('a', 'b'), relu('b', 'y')];
    expect(convert({ tensors: { x, a: x, b: x, y: x }, nodes })).toThrow(
      failure('model-damaged', /before it is made/),
    );
  });

  it('is refused when two nodes make the same tensor', () => {
    expect(convert({ nodes: [relu('x', 'y'), relu('x', 'y')] })).toThrow(failure('model-damaged', /second/));
  });

  it('is refused when a tensor holds fewer numbers than it says', () => {
    const tensors = { x, w: { ...floats([2], [1, 2]), dims: [3] }, y: x };
    expect(convert({ tensors, nodes: [{ code: 0, inputs: ['x', 'w'], output: 'y' }] })).toThrow(
      failure('model-damaged', /"w" is \[3\] but holds 8 bytes/),
    );
  });

  it('is refused when weights do not fit their input', () => {
    const tensors = { x, w: floats([2, 1, 1, 3], noise(6)), y: x };
    expect(convert({ tensors, nodes: [{ code: 3, inputs: ['x', 'w'], output: 'y' }] })).toThrow(
      failure('model-damaged', /do not fit/),
    );
  });

  it('is refused when a result is not as large as it says', () => {
    expect(convert({ tensors: { x, y: { dims: [1, 4, 4, 3] } } })).toThrow(
      failure('model-damaged', /makes \[1,4,4,2\], not \[1,4,4,3\]/),
    );
  });

  it('is refused when it asks for a picture of absurd size', () => {
    const tensors = { x, to: ints([2], [2 ** 30, 2 ** 30]), u: x, y: x };
    const nodes = [{ code: 23, inputs: ['x', 'to'], output: 'u' }, relu('u', 'y')];
    expect(convert({ tensors, nodes })).toThrow(failure('model-damaged', /1073741824/));
  });

  it('is refused when scales are not one for each slice', () => {
    const quantised = { scales: [1, 2, 3], zeroPoints: [0, 0, 0], axis: 0 };
    const tensors = { x, w: { dims: [2], type: 9, bytes: new Uint8Array(2), quantised }, y: x };
    expect(convert({ tensors, nodes: [{ code: 0, inputs: ['x', 'w'], output: 'y' }] })).toThrow(
      failure('model-damaged', /3 scales/),
    );
  });
});

describe('an operator that the importer does not know', () => {
  it('is named, when it is one of TFLite’s own', () => {
    expect(convert({ nodes: [{ code: 16, inputs: ['x'], output: 'y' }] })).toThrow(
      failure('model-operator-unknown', /number 16/),
    );
    expect(convert({ nodes: [{ code: 36, inputs: ['x'], output: 'y' }] })).toThrow(
      failure('model-operator-unknown', /GATHER \(node GATHER #0\)/),
    );
  });

  it.each(['MaxPoolingWithArgmax2D', 'constructor', '__proto__'])(
    'is named, when it is the custom %s',
    name => {
      const custom = { name, options: new Uint8Array() };
      expect(convert({ nodes: [{ code: 32, custom, inputs: ['x'], output: 'y' }] })).toThrow(
        failure('model-operator-unknown', new RegExp(name)),
      );
    },
  );

  it('does not matter where no output needs it', () => {
    const nodes = [{ code: 36, inputs: ['x'], output: 'a' }, relu('x', 'y')];
    expect(convert({ tensors: { x, a: x, y: x }, nodes })).not.toThrow();
  });
});
