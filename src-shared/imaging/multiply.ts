/** In place: `into = into · by / 255`, rounded, sample by sample. */
export function multiplyPlanes(by: Uint8Array, into: Uint8Array) {
  for (let i = 0; i < into.length; i++) into[i] = (into[i] * by[i] + 127) / 255;
}
