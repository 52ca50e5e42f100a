/** Where a part of a picture lies in what a network sees. Shared by all networks. */
import { PortraitError } from '../../src-shared/contract/errors.ts';

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** A rectangle in whole pixels, from the left and top edge. */
export interface Box extends Size {
  readonly left: number;
  readonly top: number;
}

/**
 * `squash`: all of the network's input, whatever the shape. `letterbox`: the shape is kept, centred, an odd
 * pixel to the right and the bottom. `corner`: the shape is kept, at the left and top, as DeepLab's own
 * program has it.
 */
export type Fit = 'squash' | 'letterbox' | 'corner';

/** @returns the whole picture as a box */
export const wholeOf = ({ width, height }: Size): Box => ({ left: 0, top: 0, width, height });

/**
 * @param box the part of the picture that the network is to see
 * @param input the network's own size
 * @returns where the box lies in the network's input, as large as it fits
 */
export function place(box: Size, input: Size, fit: Fit): Box {
  if (fit === 'squash') return wholeOf(input);
  const scale = Math.min(input.width / box.width, input.height / box.height);
  const round = fit === 'corner' ? Math.floor : Math.round;
  // The scale of the longer side comes out a hair below its whole number on some sizes.
  const side = (length: number, most: number) => Math.min(most, Math.max(1, round(length * scale + 1e-9)));
  const width = side(box.width, input.width);
  const height = side(box.height, input.height);
  if (fit === 'corner') return { left: 0, top: 0, width, height };
  const margin = (most: number, length: number) => Math.floor((most - length) / 2);
  return { left: margin(input.width, width), top: margin(input.height, height), width, height };
}

/** @throws PortraitError `internal` unless the box is whole pixels and lies within the picture */
export function checkBox({ left, top, width, height }: Box, picture: Size): void {
  const whole = [left, top, width, height].every(Number.isInteger);
  const within = left >= 0 && top >= 0 && left + width <= picture.width && top + height <= picture.height;
  if (whole && within && width >= 1 && height >= 1) return;
  const box = `${width} × ${height} at ${left}, ${top}`;
  const message = `Expected a box within ${picture.width} × ${picture.height} pixels but received ${box}.`;
  throw new PortraitError('internal', message);
}
