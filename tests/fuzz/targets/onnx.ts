import { convertFile } from '../../../src-main/models/convert-file.ts';
import { everyOnnxPart } from '../../models/import/every-part.ts';
import { onnxFile, weightsOf } from '../../models/import/onnx-file.ts';
import { bytesTarget } from '../bytes-target.ts';

const oneConvolution = onnxFile({
  input: [1, 3, 8, 8],
  nodes: [{ operator: 'Conv', inputs: ['x', 'w'], outputs: ['y'] }],
  tensors: [weightsOf('w', [1, 3, 1, 1])],
});

/** A network as an ONNX file. */
export const target = bytesTarget([everyOnnxPart(), oneConvolution], bytes =>
  convertFile('network.onnx', bytes, 32),
);
