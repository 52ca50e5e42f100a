import type { Rgb } from '../../../src-shared/imaging/gradient.ts';

/** `#rrggbb` as three numbers. */
export function parseHex(colour: string): Rgb {
  const byte = (at: number) => Number.parseInt(colour.slice(at, at + 2), 16);
  return [byte(1), byte(3), byte(5)];
}
