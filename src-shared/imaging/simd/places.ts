import { type Axis, axis } from '../resize-bilinear.ts';

/** Bytes of a place: the offsets of the two samples that it lies between, and the share of the second. */
export const PLACE = 12;

/** Lays where `to` pixels lie between `from` others, `stride` bytes apart. @param at byte of the memory */
export const layPlaces = (memory: ArrayBuffer, at: number, from: number, to: number, stride: number) =>
  layAxis(memory, at, axis(from, to, stride));

/** Lays the places of an axis whose offsets are bytes. */
export function layAxis(memory: ArrayBuffer, at: number, { first, second, share }: Axis) {
  const places = new DataView(memory, at);
  for (let x = 0; x < share.length; x++) {
    places.setUint32(x * PLACE, first[x], true);
    places.setUint32(x * PLACE + 4, second[x], true);
    places.setFloat32(x * PLACE + 8, share[x], true);
  }
}
