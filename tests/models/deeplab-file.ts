import { existsSync, readFileSync } from 'node:fs';
import { referenceFile } from '../making/reference.ts';

/** The real file of DeepLab, which is not committed. */
export const deeplabPath = referenceFile('models/deeplabv3_mnv2_pascal_quant.tflite');

/** Why tests that need the file are left out; empty where it is there. */
export const withoutDeeplab = existsSync(deeplabPath) ? '' : ' (skipped: the network’s file is not here)';

export const deeplabFile = (): Uint8Array => readFileSync(deeplabPath);
