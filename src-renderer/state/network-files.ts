const IN_ONE_FILE = /\.(tflite|onnx|pb|tar\.gz|tgz)$/i;
const IN_SEVERAL = /\.json$/i;
const WEIGHTS = /\.bin$/i;

export const isNetwork = (name: string): boolean => IN_ONE_FILE.test(name);

/** A model.json of TensorFlow.js with its weights, and not an edit. */
export const isNetworkInParts = (names: readonly string[]): boolean =>
  names.some(name => IN_SEVERAL.test(name)) && names.some(name => WEIGHTS.test(name));

/**
 * One network of what was chosen or dropped together: the file that says what it is comes first, then its weights,
 * where it keeps them elsewhere.
 */
export function networkAmong<T>(items: readonly T[], nameOf: (item: T) => string): readonly T[] {
  const whole = items.find(item => IN_ONE_FILE.test(nameOf(item)));
  const json = whole ? undefined : items.find(item => IN_SEVERAL.test(nameOf(item)));
  return json ? [json, ...items.filter(item => item !== json)] : [whole ?? items[0]].filter(isThere);
}

const isThere = <T>(item: T | undefined): item is T => item !== undefined;
