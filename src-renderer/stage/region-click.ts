import type { Point } from '../canvas/index.ts';
import { t } from '../state/text.svelte.ts';
import type { Scene } from './gesture.ts';

/** A click on the subject drops its region, one beside it adds the region there; a screen's colour knows no regions. */
export function clickRegion({ editor, session }: Scene, { x, y }: Point): void {
  const { width, height } = session.opened;
  if (x < 0 || y < 0 || x >= width || y >= height || !session.matte) return;
  if (session.edit.key) {
    editor.messages.note(t('screen.help'));
    return;
  }
  const keep = alphaAt(session.matte, x / width, y / height) < 0.5;
  const regions = [...session.settled.regions, { x: Math.round(x), y: Math.round(y), keep }];
  session.commit(keep ? 'step.regionKeep' : 'step.regionDrop', { ...session.settled, regions });
}

/** Alpha 0…1 of a matte at a share of its width and height. */
function alphaAt(matte: ImageBitmap, x: number, y: number): number {
  const pixel = new OffscreenCanvas(1, 1).getContext('2d')!;
  pixel.drawImage(matte, -Math.floor(x * matte.width), -Math.floor(y * matte.height));
  return pixel.getImageData(0, 0, 1, 1).data[0] / 255;
}
