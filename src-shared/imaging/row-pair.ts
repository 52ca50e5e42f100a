import type { Axis } from './resize-bilinear.ts';

export type Slot = 'above' | 'below';

/**
 * The two rows of a smaller picture that each row of a larger one lies between. Each is taken once, however many rows
 * lie between two of them. Even rows have one slot and odd ones the other, so that what lies between is rounded in the
 * same way wherever a band of rows begins.
 * @param down from the smaller picture's rows to the larger one's
 * @param stride what its offsets have from row to row
 * @param take puts the row that begins at an offset into a slot
 * @returns for a row of the larger picture: how much it has of the row below
 */
export function rowPair(
  { first, second, share }: Axis,
  stride: number,
  take: (slot: Slot, from: number) => void,
): (y: number) => number {
  const held = { above: -1, below: -1 };
  const hold = (slot: Slot, from: number) => {
    if (held[slot] === from) return;
    held[slot] = from;
    take(slot, from);
  };
  return y => {
    // Going down, the lower row of one pair is the upper of the next: it stays where it is, and they change roles.
    const flipped = (first[y] / stride) % 2 === 1;
    hold(flipped ? 'below' : 'above', first[y]);
    hold(flipped ? 'above' : 'below', second[y]);
    return flipped ? 1 - share[y] : share[y];
  };
}
