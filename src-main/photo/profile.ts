/** The least that an ICC profile can be: its header (ICC.1:2022, 7.2). */
const headerLength = 128;

/** @returns the profile's data colour space, such as "RGB", "GRAY" or "CMYK"; "broken" when it is no profile */
export function profileSpace(icc: Uint8Array): string {
  if (icc.length < headerLength || ascii(icc, 36, 40) !== 'acsp') return 'broken';
  return ascii(icc, 16, 20).trim();
}

/** @returns whether RGB numbers can be in this profile */
export const isRgbProfile = (icc: Uint8Array | undefined): boolean =>
  icc !== undefined && profileSpace(icc) === 'RGB';

const ascii = (bytes: Uint8Array, from: number, to: number): string =>
  Buffer.from(bytes.subarray(from, to)).toString('latin1');
