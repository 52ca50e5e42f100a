import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { openText } from './vips.ts';

/** Words as pixels: 8-bit RGBA. */
export interface Label {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** Room for one line, in pixels. */
export const LABEL_HEIGHT = 28;

/** Comes with the program, because a server has often no font at all: Latin and Korean, in the built program only. */
const fontFile = fileURLToPath(new URL('../../fonts/Pretendard-Regular.otf', import.meta.url));
const font = { font: 'Pretendard 15', ...(existsSync(fontFile) && { fontfile: fontFile }) };

/**
 * Draws a line of text, dark on nothing. What is too wide loses letters in its middle.
 *
 * @returns nothing where no font can be had
 */
export async function drawLabel(text: string, mostWide: number): Promise<Label | undefined> {
  try {
    let label = await draw(text);
    for (let keep = text.length - 1; label.width > mostWide && keep > 2; keep--) {
      // Letters differ in width: a guess first, then one by one.
      keep = Math.min(keep, Math.ceil((keep * mostWide) / label.width));
      label = await draw(shortened(text, keep));
    }
    return label.width > mostWide || label.height > LABEL_HEIGHT ? undefined : label;
  } catch {
    return undefined;
  }
}

/** The end of a name tells more than its middle. */
function shortened(text: string, keep: number): string {
  const letters = Array.from(text);
  const head = Math.ceil(keep / 2);
  return `${letters.slice(0, head).join('')}…${letters.slice(letters.length - (keep - head)).join('')}`;
}

async function draw(text: string): Promise<Label> {
  const { data, info } = await openText(`<span foreground="#222222">${escaped(text)}</span>`, font)
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
}

/** Pango's markup, in which a control character is an error. */
const escaped = (text: string): string =>
  text
    .replace(/\p{Cc}/gu, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
