import { subjectClasses } from '../../src-shared/edit/subject.ts';
import { floats, frozenFile, type SmallNode } from '../models/import/frozen-file.ts';

/** A frozen graph that ends as DeepLab's does, and takes every pixel for one of its classes. */
export function frozenDeeplab(seen: (typeof subjectClasses)[number], classes = 21): Uint8Array {
  const channel = subjectClasses.indexOf(seen) + 1;
  const bias = Array.from({ length: classes }, (_, i) => (i === channel ? 8 : 0));
  const step = { strides: [1, 16, 16, 1], padding: 'SAME', data_format: 'NHWC' };
  const nodes: SmallNode[] = [
    { name: 'ImageTensor', operator: 'Placeholder' },
    floats('w', [1, 1, 3, classes], new Float32Array(3 * classes)),
    { name: 'c', operator: 'Conv2D', inputs: ['ImageTensor', 'w'], attributes: step },
    floats('biases', [classes], bias),
    { name: 'scores', operator: 'BiasAdd', inputs: ['c', 'biases'] },
    { name: 'Shape', operator: 'Shape', inputs: ['ImageTensor'] },
    {
      ...{ name: 'large', operator: 'ResizeBilinear', inputs: ['scores', 'Shape'] },
      attributes: { align_corners: true },
    },
    { name: 'axis', operator: 'Const', tensor: { dims: [], ints: [3] } },
    { name: 'ArgMax', operator: 'ArgMax', inputs: ['large', 'axis'] },
    { name: 'SemanticPredictions', operator: 'Squeeze', inputs: ['ArgMax'] },
  ];
  return frozenFile(nodes);
}
