/**
 * Subject over background: `result = alpha · subject + (1 − alpha) · background`, in the samples' own
 * encoding, rounded (Porter & Duff, "Compositing digital images", SIGGRAPH 1984, over with an opaque below).
 * @param subject interleaved RGB
 * @param alpha one level a pixel, 0 background … 255 subject
 * @param background interleaved RGB on entry, the result on return
 */
export function compositeOver(subject: Uint8Array, alpha: Uint8Array, background: Uint8Array) {
  for (let i = 0, p = 0; i < alpha.length; i++, p += 3) {
    const level = alpha[i];
    if (level === 0) continue;
    if (level === 255) {
      background[p] = subject[p];
      background[p + 1] = subject[p + 1];
      background[p + 2] = subject[p + 2];
      continue;
    }
    background[p] = mix(background[p], subject[p], level);
    background[p + 1] = mix(background[p + 1], subject[p + 1], level);
    background[p + 2] = mix(background[p + 2], subject[p + 2], level);
  }
}

const mix = (below: number, above: number, level: number): number =>
  (below * (255 - level) + above * level + 127) / 255;
