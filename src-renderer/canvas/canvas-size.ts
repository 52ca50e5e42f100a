import type { Size } from './geometry.ts';

/** Follows the canvas's place on the page: its size in CSS pixels, and in device pixels as the screen has them. */
export function watchCanvasSize(
  canvas: HTMLCanvasElement,
  resized: (size: Size, pixelRatio: number) => void,
): () => void {
  const observer = new ResizeObserver(entries => {
    const { contentRect, devicePixelContentBoxSize } = entries.at(-1)!;
    resizeTo(canvas, contentRect, devicePixelContentBoxSize.at(0), resized);
  });
  observe(observer, canvas);
  return () => observer.disconnect();
}

/** Safari knows no device pixel box. */
function observe(observer: ResizeObserver, canvas: HTMLCanvasElement) {
  try {
    observer.observe(canvas, { box: 'device-pixel-content-box' });
  } catch {
    observer.observe(canvas);
  }
}

function resizeTo(
  canvas: HTMLCanvasElement,
  { width, height }: Size,
  device: ResizeObserverSize | undefined,
  resized: (size: Size, pixelRatio: number) => void,
) {
  const ratio = window.devicePixelRatio;
  canvas.width = devicePixels(width * ratio, device?.inlineSize);
  canvas.height = devicePixels(height * ratio, device?.blockSize);
  resized({ width: Math.max(1, width), height: Math.max(1, height) }, ratio);
}

/** A ratio that is only pretended, as by developer tools, is not in what the screen reports. */
function devicePixels(expected: number, reported: number | undefined): number {
  const fits = reported !== undefined && Math.abs(reported - expected) < 2;
  return Math.max(1, fits ? reported : Math.round(expected));
}
