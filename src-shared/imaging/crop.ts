/** A part of a picture, in whole pixels; the far sides are not included. */
export interface Part {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** All of a picture. */
export const wholePart = ({ width, height }: Size): Part => ({
  left: 0,
  top: 0,
  right: width,
  bottom: height,
});

export const partSize = ({ left, top, right, bottom }: Part): Size => ({
  width: right - left,
  height: bottom - top,
});

/**
 * Copies a part out of interleaved samples.
 * @param width of the whole picture, in pixels
 * @param channels samples a pixel
 * @param part within the picture
 * @returns new samples, those of the part alone
 */
export function cropped<D extends Float32Array | Uint8Array>(
  data: D,
  width: number,
  channels: number,
  part: Part,
): D {
  const { width: columns, height: rows } = partSize(part);
  const samples = columns * rows * channels;
  const result = (data instanceof Float32Array ? new Float32Array(samples) : new Uint8Array(samples)) as D;
  copyPart(data, width, channels, part, result);
  return result;
}

/** The same, into memory that is there. */
export function copyPart<D extends Float32Array | Uint8Array>(
  data: D,
  width: number,
  channels: number,
  { left, top, right, bottom }: Part,
  into: D,
) {
  const columns = (right - left) * channels;
  for (let y = top; y < bottom; y++) {
    const from = (y * width + left) * channels;
    into.set(data.subarray(from, from + columns), (y - top) * columns);
  }
}
