import { fileURLToPath } from 'node:url';
import { summary } from '../measure.ts';
import { row } from '../measure.ts';
import { runWatched } from '../memory.ts';
import { largePhoto, largeSizes } from './large-photos.ts';
import { HEIGHT, WIDTH } from '../twelve-megapixels.ts';

const RUNS = 5;
const script = fileURLToPath(new URL('peak.ts', import.meta.url));

/** How time and memory grow with a photo, the networks run once in each process and not timed. */
export async function tellLarge(photo: string, folder: string) {
  console.log('\nTime and peak memory by size, network in the memory but not in the time');
  let first: number | undefined;
  for (const [width, height] of [[WIDTH, HEIGHT] as const, ...largeSizes]) {
    const path = width === WIDTH ? photo : await largePhoto(width, height);
    const args = [script, path, `${folder}speed.jpg`, String(RUNS)];
    const times = (JSON.parse((await runWatched(args)).printed) as number[]).slice(1);
    const { peak } = await runWatched([...args.slice(0, 3), '2'], 25);
    const megapixels = (width * height) / 1e6;
    const per = summary(times).median / megapixels;
    first ??= per;
    const growth = `${per.toFixed(1)} ms a megapixel, ${(per / first).toFixed(2)} × of the first`;
    row(
      `${width} × ${height}, ${megapixels.toFixed(0)} MP`,
      `${summary(times).median.toFixed(0).padStart(6)} ms   ${growth}   ${(peak / 1e6).toFixed(0)} MB`,
    );
  }
}
