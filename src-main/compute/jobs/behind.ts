import type { Warning } from '../../../src-shared/contract/compute.ts';
import { missingCase } from '../../../src-shared/contract/errors.ts';
import {
  type Background,
  centred,
  type Edit,
  lensSigma,
  type Placement,
  type Style,
} from '../../../src-shared/edit/schema.ts';
import { blurBehind } from '../../../src-shared/imaging/blur-behind.ts';
import type { Samples8 } from '../../../src-shared/imaging/box-blur.ts';
import type { Plane8, PlaneF, RgbImage } from '../../../src-shared/imaging/image.ts';
import { type PhotoFacts, type Picture, readBackdrop } from '../../photo/index.ts';
import type { Behind } from '../bands/passes.ts';
import { runOnAllCores } from '../bands/pool.ts';
import { share, sharedBytes } from '../bands/shared-memory.ts';

export type Layer =
  /** Nothing lies behind. */
  | { kind: 'transparent' }
  /** The photo as it is. */
  | { kind: 'original' }
  /** The photo's own background, blurred. */
  | { kind: 'blurred'; behind: Behind }
  /** Something else. */
  | { kind: 'replaced'; behind: Behind };

/** What the edit puts behind the subject. */
export async function behindSubject(
  { background, style }: Edit,
  photo: Picture,
  facts: PhotoFacts,
  alpha: Plane8,
): Promise<{ layer: Layer; warnings: readonly Warning[] }> {
  const plain = (layer: Layer) => ({ layer, warnings: [] });
  switch (background.kind) {
    case 'transparent':
      return plain({ kind: 'transparent' });
    case 'colour':
      return plain({ kind: 'replaced', behind: { kind: 'colour', rgb: parseHex(background.colour) } });
    case 'gradient': {
      const { from, to, angle } = background;
      const gradient = { from: parseHex(from), to: parseHex(to), angle };
      return plain({ kind: 'replaced', behind: { kind: 'gradient', gradient } });
    }
    case 'picture':
      return replaced(background, facts, style);
    case 'blur':
      if (background.amount === 0) return plain({ kind: 'original' });
      return plain({ kind: 'blurred', behind: await blurred(style, photo, alpha, background.amount) });
    default:
      return missingCase(background);
  }
}

/** The notebook stretches the backdrop over the photo; otherwise it keeps its shape. Both can be moved. */
async function replaced({ path, placement }: PictureBackground, facts: PhotoFacts, style: Style) {
  const stretched = style === 'classic';
  const { image, warnings } = await readBackdrop(path, facts, stretched ? 'own-size' : placement.scale);
  const picture = share(image);
  const behind: Behind =
    stretched && isCentred(placement)
      ? { kind: 'picture', picture }
      : { kind: 'placed', picture, placement, stretched };
  return { layer: { kind: 'replaced', behind } as const, warnings };
}

type PictureBackground = Extract<Background, { kind: 'picture' }>;

const isCentred = ({ scale, x, y }: Placement): boolean =>
  scale === centred.scale && x === centred.x && y === centred.y;

async function blurred(style: Style, photo: Picture, alpha: Plane8, amount: number): Promise<Behind> {
  if (style === 'classic') return { kind: 'box', box: squareBox(amount) };
  return { kind: 'picture', picture: share(await lensBlur(photo, alpha, amount)) };
}

const squareBox = (amount: number) => ({ width: Math.round(amount) || 1, height: Math.round(amount) || 1 });

function parseHex(colour: string): [number, number, number] {
  const byte = (at: number) => Number.parseInt(colour.slice(at, at + 2), 16);
  return [byte(1), byte(3), byte(5)];
}

/** Standard deviation, in pixels of the reduced picture, that is wide enough to be scaled up unseen. */
const SMOOTH_ENOUGH = 5;
/** A blur computed at full size would need this many floats a pixel four times over: a bound on memory. */
const MOST_PIXELS = 4_000_000;

/** A wide blur holds no fine detail: it is computed small, and scaled up when it is laid behind the subject. */
async function lensBlur({ image, alpha: own }: Picture, alpha: Plane8, amount: number): Promise<RgbImage> {
  const sigma = lensSigma(amount, image.width, image.height);
  const bySigma = Math.max(1, sigma / SMOOTH_ENOUGH);
  const byMemory = Math.sqrt((image.width * image.height) / MOST_PIXELS);
  const factor = Math.max(bySigma, byMemory);
  const width = Math.max(1, Math.round(image.width / factor));
  const height = Math.max(1, Math.round(image.height / factor));
  const small = await shrink({ ...image, channels: 3 }, width, height);
  const subject = await shrink({ ...alpha, channels: 1 }, width, height);
  const present = own && (await shrink({ ...share(own), channels: 1 }, width, height));
  return blurBehind(small, backgroundWeight(subject, present), sigma / factor);
}

async function shrink(source: Samples8, width: number, height: number): Promise<Samples8> {
  if (source.width === width && source.height === height) return source;
  const data = sharedBytes(width * height * source.channels);
  const into = { width, height, channels: source.channels, data };
  await runOnAllCores({ kind: 'shrink', source, into });
  return into;
}

/** What is there and is not the subject counts: 0 … 1. */
function backgroundWeight({ width, height, data }: Plane8, present?: Plane8): PlaneF {
  const weight = Float32Array.from(data, (level, i) => (1 - level / 255) * ((present?.data[i] ?? 255) / 255));
  return { width, height, data: weight };
}
