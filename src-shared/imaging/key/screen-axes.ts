import type { Rgb } from '../gradient.ts';

/**
 * A screen's colour, and how much of it is in a pixel (the colour difference of Vlahos' travelling mattes, US patent
 * 4,100,569, for a screen of any hue). Both differences are 0 on every grey and 1 on the screen, so that neither
 * light and dark nor the fine detail of a JPEG's luma change the share.
 */
export interface ScreenAxes {
  /** 0…255, in the photo's own numbers. */
  readonly colour: Rgb;
  readonly first: Rgb;
  readonly second: Rgb;
}

/** Levels between a colour's strongest and weakest channel, below which it is no screen's. */
const LEAST_COLOUR = 24;

/** @returns undefined for a colour that is nearly grey */
export function screenAxes(colour: Rgb): ScreenAxes | undefined {
  const [low, middle, high] = [0, 1, 2].sort((a, b) => colour[a] - colour[b]);
  if (colour[high] - colour[low] < LEAST_COLOUR) return undefined;
  // Green stands out by one strong channel, magenta by one weak one.
  const strong = colour[high] - colour[middle] >= colour[middle] - colour[low];
  const pairs = strong ? ([middle, low] as const) : ([high, middle] as const);
  const axis = (other: number) => (strong ? difference(colour, high, other) : difference(colour, other, low));
  return { colour, first: axis(pairs[0]), second: axis(pairs[1]) };
}

function difference(colour: Rgb, plus: number, minus: number): Rgb {
  const scale = 1 / (colour[plus] - colour[minus]);
  const at = (c: number) => (c === plus ? scale : c === minus ? -scale : 0);
  return [at(0), at(1), at(2)];
}

/** The screen's share of a pixel: 1 on the screen as it is, 0 and less where there is nothing of it. */
export const screenShare = ({ first, second }: ScreenAxes, r: number, g: number, b: number): number =>
  Math.min(first[0] * r + first[1] * g + first[2] * b, second[0] * r + second[1] * g + second[2] * b);
