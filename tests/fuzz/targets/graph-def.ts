import { convertFile } from '../../../src-main/models/convert-file.ts';
import { everyFrozenPart } from '../../models/import/every-part.ts';
import { bytesTarget } from '../bytes-target.ts';

/** A network as a frozen graph of TensorFlow. */
export const target = bytesTarget([everyFrozenPart()], bytes => convertFile('network.pb', bytes, 33));
