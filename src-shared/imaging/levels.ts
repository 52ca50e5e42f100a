import type { Plane8, PlaneF } from './image.ts';

/** 0…1 to 0…255, rounded; what lies outside is cut off. */
export function toLevels({ width, height, data }: PlaneF): Plane8 {
  const levels = Uint8Array.from(data, value => Math.min(Math.max(value, 0), 1) * 255 + 0.5);
  return { width, height, data: levels };
}
