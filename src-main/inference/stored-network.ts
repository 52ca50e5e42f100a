import { PortraitError } from '../../src-shared/contract/errors.ts';
import type { GraphModelJson, WeightSpec } from './store-folder.ts';

/** A tfjs graph model in memory. Every weight takes four bytes an element, in the manifest's order. */
export interface StoredNetwork {
  readonly folder: string;
  readonly json: GraphModelJson;
  readonly weights: Uint8Array<ArrayBuffer>;
}

/** Bytes that a weight takes in `weights.bin`. */
export const byteLength = ({ shape }: WeightSpec): number => 4 * shape.reduce((a, b) => a * b, 1);

/** The one sentence for a network that is there and does not work. */
export const damaged = (folder: string, reason: string, cause?: unknown): PortraitError =>
  new PortraitError(
    'model-damaged',
    `The network in ${folder} is damaged (${reason}): delete that folder, and fetch it again with "portrait models pull" or import it again.`,
    { cause },
  );
