import { existsSync } from 'node:fs';
import { deeplabRange } from '../../src-main/inference/deeplab.ts';
import { pascalLabels } from '../../src-main/inference/pascal-labels.ts';
import { importModel } from '../../src-main/models/index.ts';
import { referenceFile } from './reference.ts';

const file = referenceFile('models/deeplabv3_mnv2_pascal_quant.tflite');

/** DeepLab's file lies beside the checkout, and is never committed. */
export const haveDeeplab = existsSync(file);

/** A test's name says so when it is skipped. */
export const withDeeplab = haveDeeplab ? '' : ' (skipped: DeepLab’s file is not here)';

/** Installs DeepLab, as `portrait models import` does. @param root a store of networks */
export const installDeeplab = (root: string) => importModel(file, { root, name: 'deeplab' });

/** Installs it once more, as a network of the user's own. */
export const importDeeplabAs = (name: string, root: string) =>
  importModel(file, { root, name, labels: pascalLabels, inputRange: deeplabRange });
