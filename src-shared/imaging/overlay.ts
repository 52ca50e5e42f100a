/** Shares of photo and colour in the notebook's overlay; together they darken it a little. */
const PHOTO = 0.6;
const COLOUR = 0.35;

/**
 * Lays a mask over a photo as the notebook does: 0.6 photo + 0.35 colour, the colour being the map "cool"
 * of the mask's level: from cyan (background) to magenta (subject), red = level, green = 255 − level.
 * @param photo interleaved RGB of one row, or of many
 * @param mask one level a pixel, 0…255
 * @param into as long as `photo`; may be `photo` itself
 */
export function overlayCool(photo: Uint8Array, mask: Uint8Array, into: Uint8Array) {
  for (let i = 0, p = 0; i < mask.length; i++, p += 3) {
    const level = mask[i];
    into[p] = PHOTO * photo[p] + COLOUR * level + 0.5;
    into[p + 1] = PHOTO * photo[p + 1] + COLOUR * (255 - level) + 0.5;
    into[p + 2] = PHOTO * photo[p + 2] + COLOUR * 255 + 0.5;
  }
}
