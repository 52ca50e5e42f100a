/** Memory that all threads see: what a pass reads and writes lies in it, so that no band copies anything. */
export const sharedBytes = (length: number): Uint8Array => new Uint8Array(new SharedArrayBuffer(length));

/** The same 8-bit samples in shared memory; those that are there already are not copied. */
export function share<T extends { readonly data: Uint8Array }>(picture: T): T {
  if (picture.data.buffer instanceof SharedArrayBuffer) return picture;
  const data = sharedBytes(picture.data.length);
  data.set(picture.data);
  return { ...picture, data };
}

export function shareFloats(values: Float32Array): Float32Array {
  const shared = new Float32Array(new SharedArrayBuffer(values.byteLength));
  shared.set(values);
  return shared;
}
