import { importTflite } from '../../../src-main/models/import/tflite/tflite.ts';
import { importTfjs } from '../../../src-main/models/import/tfjs/tfjs.ts';
import { everyTflitePart } from '../../models/import/every-part.ts';
import { bytesTarget } from '../bytes-target.ts';

/** What is made of another format is what this one is read from. */
const { modelJson, weights } = importTflite(everyTflitePart());

/** A graph model of TensorFlow.js: its JSON is what comes in, its weights lie beside it. */
export const target = bytesTarget([Buffer.from(JSON.stringify(modelJson))], bytes =>
  importTfjs(bytes, () => Promise.resolve(weights)),
);
