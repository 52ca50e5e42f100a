import { writeFile } from 'node:fs/promises';
import { writeAtomically } from './atomic.ts';
import { openUpright, pixelsOf } from './decode.ts';
import { encodePicture, type WritableFormat } from './encode.ts';
import { inspectPhoto } from './facts.ts';
import { drawLabel, LABEL_HEIGHT, type Label } from './label.ts';
import { openBlank, type Overlay } from './vips.ts';

/** A picture on the sheet, and what stands under it. */
export interface SheetPicture {
  readonly path: string;
  readonly name: string;
}

export interface SheetOptions {
  readonly path: string;
  readonly format: WritableFormat;
  readonly overwrite: boolean;
  readonly maxMegapixels: number;
  readonly signal: AbortSignal;
}

/** All in pixels. */
const TILE = 320;
const GAP = 16;
const CELL = { width: TILE + GAP, height: TILE + LABEL_HEIGHT + GAP };
/** Light, so that what is transparent shows it, and is not taken for white. */
const PAPER = { r: 228, g: 228, b: 228 };
const MOST_COLUMNS = 8;

/**
 * Writes pictures small on one, in rows, each with its name. Where no font can be had the names are left out.
 *
 * @returns the paths of those that could not be opened, whose place is left empty
 * @throws PortraitError as writeAtomically
 */
export async function writeContactSheet(
  pictures: readonly SheetPicture[],
  options: SheetOptions,
): Promise<string[]> {
  const { path, format, signal } = options;
  const columns = Math.min(MOST_COLUMNS, Math.ceil(Math.sqrt(pictures.length)));
  const overlays: Overlay[] = [];
  const missing: string[] = [];
  for (const [i, picture] of pictures.entries()) {
    signal.throwIfAborted();
    const corner = {
      left: GAP + (i % columns) * CELL.width,
      top: GAP + Math.floor(i / columns) * CELL.height,
    };
    const tile = await smallVersion(picture, options.maxMegapixels).catch(() => undefined);
    if (tile) overlays.push(centredIn(tile, corner, TILE));
    else missing.push(picture.path);
    const label = await drawLabel(picture.name, TILE);
    if (label) overlays.push(centredIn(label, { ...corner, top: corner.top + TILE }, LABEL_HEIGHT));
  }
  const image = await compose(overlays, columns, Math.ceil(pictures.length / columns));
  await writeAtomically(path, options, async temporary => {
    const { parts } = await encodePicture({ image }, {}, { format, signal });
    await writeFile(temporary, Buffer.concat(parts));
  });
  return missing;
}

async function compose(overlays: Overlay[], columns: number, rows: number) {
  const width = GAP + columns * CELL.width;
  const height = GAP + rows * CELL.height;
  const data = await openBlank(width, height, PAPER).composite(overlays).removeAlpha().raw().toBuffer();
  return { width, height, data: new Uint8Array(data) };
}

/** Pixels with their transparency, 8 bit. */
interface Small extends Label {
  readonly channels: 3 | 4;
}

async function smallVersion({ path }: SheetPicture, maxMegapixels: number): Promise<Small> {
  const facts = await inspectPhoto(path, { maxMegapixels });
  const small = (await openUpright(facts)).resize(TILE, TILE, { fit: 'inside', withoutEnlargement: true });
  const { data, width, height, channels } = await pixelsOf(small, facts, 'photo');
  return { data, width, height, channels: channels === 4 ? 4 : 3 };
}

/** @param height of the place, as wide as a tile */
function centredIn(
  { data, width, height: own, channels = 4 }: Label & { readonly channels?: 3 | 4 },
  { left, top }: { left: number; top: number },
  height: number,
): Overlay {
  return {
    input: Buffer.from(data.buffer, data.byteOffset, data.byteLength),
    raw: { width, height: own, channels },
    left: left + Math.floor((TILE - width) / 2),
    top: top + Math.floor((height - own) / 2),
  };
}
