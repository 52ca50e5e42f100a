import type { Page } from 'playwright-core';

/** Names that are the same in every language: the program's, formats, keys, units, and the files of the specs. */
const names = new Set(
  [
    'Portrait Studio English',
    'JPEG JPG PNG WebP WEBP TIFF AVIF GIF JSON sRGB WebGL',
    'Ctrl Shift Alt Space Esc Tab',
    'px kB MB',
    'TensorFlow js WebAssembly Netp DeepLab Selfie Segmentation Apache tflite onnx pb tar gz model json bin',
    'ball png portrait band words jpg film gif',
  ].flatMap(line => line.split(' ')),
);

/** The Latin words among these texts that are no names; colours and addresses are none either. */
export const wordsOf = (texts: readonly string[]): string[] =>
  texts.flatMap(text =>
    (text.replaceAll(/#[0-9a-f]{6}|https:\S+/g, '').match(/[A-Za-z]{2,}/g) ?? [])
      .filter(word => !names.has(word))
      .map(word => `${word}: ${text}`),
  );

/** Those of all that a window shows or tells a screen reader. */
export async function latinWords(page: Page): Promise<string[]> {
  return wordsOf(await page.evaluate<string[]>(gather));
}

/** Runs in the page: texts, names, tooltips, placeholders, what lists offer, and the title. */
const gather = `(() => {
  const attributes = ['aria-label', 'aria-valuetext', 'aria-description', 'title', 'placeholder', 'alt'];
  const shown = element => element.checkVisibility() || element.closest('select')?.checkVisibility();
  const texts = [document.title];
  for (const element of document.body.querySelectorAll('*')) {
    if (!shown(element)) continue;
    for (const name of attributes) texts.push(element.getAttribute(name) ?? '');
    for (const node of element.childNodes) if (node.nodeType === Node.TEXT_NODE) texts.push(node.data);
  }
  return texts.map(text => text.trim()).filter(text => text !== '');
})()`;
