import { fetchSource } from '../../src-main/models/pull.ts';
import { catalogueEntry } from '../../src-main/models/catalogue.ts';

/** MediaPipe's selfie_segmentation.tflite: fetched as the program does, and not committed. */
export const selfieFile = (): Promise<Uint8Array> => fetchSource(catalogueEntry('selfie'));
