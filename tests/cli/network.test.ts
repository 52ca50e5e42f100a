import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { portraitJson } from '../making/cli.ts';
import { distances } from '../making/distance.ts';
import { temporaryFolder } from '../making/folder.ts';
import { greyOf, pixelsOf } from '../making/pixels.ts';

const folder = temporaryFolder();
const sample = (name: string): string =>
  fileURLToPath(new URL(`../../assets/samples/${name}`, import.meta.url));
const astronaut = sample('astronaut.png');
const chelsea = sample('chelsea.png');

const mean = (values: Uint8Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('with the network', () => {
  it('the subjects of both samples stay, and what is behind them is replaced', async () => {
    const out = join(folder, 'out');
    const { code, stderr, photos } = await portraitJson([
      astronaut,
      chelsea,
      '-o',
      out,
      '--background',
      '#00ff00',
    ]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(photos).toMatchObject([
      {
        photo: { format: 'png', width: 512, height: 512 },
        output: { format: 'png', width: 512, height: 512 },
        models: expect.arrayContaining(['u2netp']) as string[],
        engine: /^(native|wasm)$/,
        timings: { segment: expect.any(Number) as number },
        warnings: [],
      },
      {
        photo: { width: 451, height: 300 },
        output: { width: 451, height: 300 },
        models: expect.arrayContaining(['u2netp']) as string[],
      },
    ]);
    const [before, after] = await Promise.all([pixelsOf(astronaut), pixelsOf(join(out, 'astronaut.png'))]);
    const at = ({ data, width, channels }: typeof after, x: number, y: number) =>
      [...data.subarray((y * width + x) * channels)].slice(0, 3);
    const faces = distances(at(after, 225, 110), at(before, 225, 110));
    expect(faces.most, 'her face').toBeLessThanOrEqual(5);
    expect(distances(at(after, 10, 10), [0, 255, 0]).most, 'the flag').toBeLessThanOrEqual(5);
  });

  it('segment writes one channel of 8 bits, at the photo’s size: light where the subject is', async () => {
    const out = join(folder, 'mask.png');
    const ran = await portraitJson(['segment', astronaut, '-o', out]);
    expect(ran.code, ran.stderr).toBe(0);
    expect(await sharp(out).metadata()).toMatchObject({
      format: 'png',
      channels: 1,
      depth: 'uchar',
      width: 512,
      height: 512,
    });
    const { data, width } = await greyOf(out);
    const face = Uint8Array.from(
      { length: 400 },
      (_, i) => data[(100 + Math.floor(i / 20)) * width + 215 + (i % 20)],
    );
    expect(mean(face)).toBeGreaterThan(240);
    expect(mean(data.subarray(0, 60))).toBeLessThan(20);
    const share = mean(data) / 255;
    expect(ran.photos).toMatchObject([
      {
        subjectShare: expect.closeTo(share, 4) as number,
        models: expect.arrayContaining(['u2netp']) as string[],
      },
    ]);
  });
});
