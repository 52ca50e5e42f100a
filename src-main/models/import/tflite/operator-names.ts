import type { FlatTable } from './flat-table.ts';

/** BuiltinOperator of schema.fbs, as far as networks that see pictures go. */
const names: Readonly<Record<number, string>> = {
  ...{ 0: 'ADD', 1: 'AVERAGE_POOL_2D', 2: 'CONCATENATION', 3: 'CONV_2D', 4: 'DEPTHWISE_CONV_2D' },
  ...{ 5: 'DEPTH_TO_SPACE', 6: 'DEQUANTIZE', 8: 'FLOOR', 9: 'FULLY_CONNECTED', 11: 'L2_NORMALIZATION' },
  ...{ 14: 'LOGISTIC', 17: 'MAX_POOL_2D', 18: 'MUL', 19: 'RELU', 20: 'RELU_N1_TO_1', 21: 'RELU6' },
  ...{ 22: 'RESHAPE', 23: 'RESIZE_BILINEAR', 25: 'SOFTMAX', 26: 'SPACE_TO_DEPTH', 28: 'TANH' },
  ...{ 34: 'PAD', 36: 'GATHER', 37: 'BATCH_TO_SPACE_ND', 38: 'SPACE_TO_BATCH_ND', 39: 'TRANSPOSE' },
  ...{ 40: 'MEAN', 41: 'SUB', 42: 'DIV', 43: 'SQUEEZE', 45: 'STRIDED_SLICE', 47: 'EXP', 49: 'SPLIT' },
  ...{ 53: 'CAST', 54: 'PRELU', 55: 'MAXIMUM', 56: 'ARG_MAX', 57: 'MINIMUM', 59: 'NEG', 60: 'PADV2' },
  ...{ 65: 'SLICE', 67: 'TRANSPOSE_CONV', 70: 'EXPAND_DIMS', 74: 'SUM', 75: 'SQRT', 76: 'RSQRT' },
  ...{ 77: 'SHAPE', 78: 'POW', 82: 'REDUCE_MAX', 83: 'PACK', 92: 'SQUARE', 97: 'RESIZE_NEAREST_NEIGHBOR' },
  ...{ 98: 'LEAKY_RELU', 99: 'SQUARED_DIFFERENCE', 100: 'MIRROR_PAD', 101: 'ABS', 114: 'QUANTIZE' },
  ...{ 117: 'HARD_SWISH', 126: 'BATCH_MATMUL', 150: 'GELU' },
};

const custom = 32;
/** In the old field of one byte: the operator is in the new field. */
const placeholder = 127;

/** @param table OperatorCode: the old code, a custom operator's name, a version, the code */
export function operatorName(table: FlatTable): string {
  const old = table.byte(0);
  const code = Math.max(old, table.int(3));
  if (code === custom) return table.text(1).slice(0, 100);
  return names[code] ?? `number ${code === placeholder ? table.int(3) : code}`;
}
