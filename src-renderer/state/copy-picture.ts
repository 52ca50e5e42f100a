import type { PhotoView } from '../canvas/index.ts';

/**
 * Puts the picture as it is shown, at screen scale, on the clipboard.
 * @returns its size in pixels
 */
export async function copyPicture(view: PhotoView): Promise<{ width: number; height: number }> {
  const { width, height, data } = view.readPixels();
  const canvas = new OffscreenCanvas(width, height);
  canvas.getContext('2d')!.putImageData(new ImageData(data, width, height), 0, 0);
  const item = new ClipboardItem({ 'image/png': canvas.convertToBlob({ type: 'image/png' }) });
  await navigator.clipboard.write([item]);
  return { width, height };
}
