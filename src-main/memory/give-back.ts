/**
 * Gives memory back at once that a library lent as a whole buffer: the collector, to which a buffer is a few words, would
 * leave a photo's pixels lying until long after they were copied. The bytes are gone for whoever still holds them.
 *
 * @param bytes left alone where they are a part of something larger
 */
export function giveBack({ buffer, byteLength }: ArrayBufferView): void {
  if (!(buffer instanceof ArrayBuffer) || buffer.byteLength !== byteLength) return;
  try {
    buffer.transfer(0);
  } catch {
    // Memory that cannot be parted from its owner is left to the collector.
  }
}
