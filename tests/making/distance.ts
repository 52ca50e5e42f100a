/** How far two sample arrays of the same length lie apart. */
export function distances(a: ArrayLike<number>, b: ArrayLike<number>) {
  if (a.length !== b.length) throw new Error(`Lengths differ: ${a.length} and ${b.length}`);
  let most = 0;
  let sum = 0;
  let beyondOne = 0;
  for (let i = 0; i < a.length; i++) {
    const apart = Math.abs(a[i] - b[i]);
    if (apart > most) most = apart;
    if (apart > 1) beyondOne++;
    sum += apart;
  }
  return { most, mean: sum / a.length, shareBeyondOne: beyondOne / a.length };
}
