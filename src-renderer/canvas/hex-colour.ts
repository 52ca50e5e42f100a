/** #rrggbb → three levels 0…1, in sRGB; black for anything else. */
export function parseHexColour(colour: string): readonly [number, number, number] {
  const value = Number.parseInt(colour.slice(1), 16) || 0;
  return [((value >> 16) & 255) / 255, ((value >> 8) & 255) / 255, (value & 255) / 255];
}
