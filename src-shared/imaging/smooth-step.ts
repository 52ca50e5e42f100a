/** 0 below `low`, 1 above `high`, 3t² − 2t³ between. */
export function smoothStep(value: number, low: number, high: number): number {
  const t = Math.min(1, Math.max(0, (value - low) / (high - low)));
  return t * t * (3 - 2 * t);
}
