import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { render } from '../../src-main/compute/jobs/render.ts';
import { defaultEdit } from '../../src-shared/edit/schema.ts';
import { milliseconds, ratio, row, RUNS, summary, type Timing, timed } from './measure.ts';

/** Classic, mask given, file to file in this process, against OpenCV and against the codec alone. */
export async function benchClassic(pictures: { photo: string; mask: string; folder: string }) {
  console.log('\nClassic recipe with a mask, 12 MP JPEG to JPEG, quality 95');
  const ours = await timed(() => classic(pictures));
  const codec = await timed(() => decodeAndEncode(pictures));
  const peer = openCv(pictures);
  row('Portrait Studio', milliseconds(ours));
  row('sharp, decode + encode only (the floor)', `${milliseconds(codec)}   ours ${ratio(ours, codec)}`);
  if (peer)
    row(
      `OpenCV ${peer.version}, the same work`,
      `${milliseconds(peer.timing)}   ours ${ratio(ours, peer.timing)}`,
    );
  else row('OpenCV', 'not here: PYTHON=… names a Python that has cv2');
}

const classic = ({ photo, mask, folder }: { photo: string; mask: string; folder: string }) =>
  render(
    {
      photo,
      mask,
      edit: defaultEdit('classic'),
      show: 'result',
      engine: 'auto',
      maxMegapixels: 300,
      output: {
        path: `${folder}classic.jpg`,
        format: 'jpeg',
        quality: 95,
        keepMetadata: true,
        overwrite: true,
      },
    },
    { signal: new AbortController().signal, onProgress: () => undefined },
  );

/** As our own files are read and written: pixels in memory between, no Huffman optimisation. */
async function decodeAndEncode({ photo, folder }: { photo: string; folder: string }) {
  const { data, info } = await sharp(photo).raw().toBuffer({ resolveWithObject: true });
  await sharp(data, { raw: { width: info.width, height: info.height, channels: 3 } })
    .jpeg({ quality: 95, optimiseCoding: false })
    .toFile(`${folder}codec.jpg`);
}

interface Pictures {
  photo: string;
  mask: string;
  folder: string;
}

function openCv({ photo, mask, folder }: Pictures): { version: string; timing: Timing } | undefined {
  const script = fileURLToPath(new URL('opencv.py', import.meta.url));
  const python = process.env['PYTHON'] ?? 'python3';
  try {
    const printed = execFileSync(python, [script, photo, mask, `${folder}opencv.jpg`, String(RUNS)], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const { version, times } = JSON.parse(printed) as { version: string; times: number[] };
    return { version, timing: summary(times) };
  } catch {
    return undefined;
  }
}
