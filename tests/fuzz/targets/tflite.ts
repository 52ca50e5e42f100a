import { convertFile } from '../../../src-main/models/convert-file.ts';
import { everyTflitePart } from '../../models/import/every-part.ts';
import { endings, smallTflite } from '../../models/small-network.ts';
import { bytesTarget } from '../bytes-target.ts';

/** A network as a TFLite file. */
export const target = bytesTarget([everyTflitePart(), smallTflite(2, endings.sigmoid)], bytes =>
  convertFile('network.tflite', bytes, undefined),
);
