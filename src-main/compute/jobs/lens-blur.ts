import { lensSigma } from '../../../src-shared/edit/schema.ts';
import { blurBehind } from '../../../src-shared/imaging/blur-behind.ts';
import type { Samples8 } from '../../../src-shared/imaging/box-blur.ts';
import type { Plane8, PlaneF, RgbImage } from '../../../src-shared/imaging/image.ts';
import type { Picture } from '../../photo/index.ts';
import { runOnAllCores } from '../bands/pool.ts';
import { share, sharedBytes } from '../bands/shared-memory.ts';

/** Standard deviation, in pixels of the reduced picture, that is wide enough to be scaled up unseen. */
const SMOOTH_ENOUGH = 5;
/** A blur computed at full size would need this many floats a pixel four times over: a bound on memory. */
const MOST_PIXELS = 4_000_000;

/** A wide blur holds no fine detail: it is computed small, and scaled up when it is laid behind the subject. */
export async function lensBlur(
  { image, alpha: own }: Picture,
  alpha: Plane8,
  amount: number,
): Promise<RgbImage> {
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
