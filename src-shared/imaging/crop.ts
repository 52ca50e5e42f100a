/** A part of a picture, in whole pixels; the far sides are not included. */
export interface Part {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

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
  const samples = (part.right - part.left) * (part.bottom - part.top) * channels;
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
