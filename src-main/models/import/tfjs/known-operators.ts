/** Operators that both engines run from a graph file, as far as networks that see pictures go. */
export const knownOperators: ReadonlySet<string> = new Set([
  ...['Placeholder', 'Const', 'Identity', 'Conv2D', '_FusedConv2D', 'DepthwiseConv2dNative'],
  ...['FusedDepthwiseConv2dNative', 'Conv2DBackpropInput', 'FusedBatchNormV3', 'FusedBatchNorm', 'BiasAdd'],
  ...['Add', 'AddV2', 'Sub', 'Mul', 'RealDiv', 'Maximum', 'Minimum', 'SquaredDifference', 'Relu', 'Relu6'],
  ...['Sigmoid', 'Tanh', 'Softmax', 'Exp', 'Abs', 'Neg', 'Sqrt', 'Rsqrt', 'Square', 'AvgPool', 'MaxPool'],
  ...[
    'Mean',
    'Sum',
    'Max',
    'Min',
    'ConcatV2',
    'Pad',
    'PadV2',
    'MirrorPad',
    'Reshape',
    'Squeeze',
    'ExpandDims',
  ],
  ...['Transpose', 'ResizeBilinear', 'ResizeNearestNeighbor', 'SpaceToBatchND', 'BatchToSpaceND'],
  ...['DepthToSpace', 'Slice', 'StridedSlice', 'Split', 'SplitV', 'Pack', 'Unpack', 'Shape', 'MatMul'],
  ...['_FusedMatMul', 'Elu', 'LeakyRelu', 'NoOp'],
]);
