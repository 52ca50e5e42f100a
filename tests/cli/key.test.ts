import { join } from 'node:path';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { portraitJson } from '../making/cli.ts';
import { temporaryFolder } from '../making/folder.ts';

const folder = temporaryFolder();
const at = (name: string) => join(folder, name);
const [width, height] = [320, 200];

/** A grey disc before a green screen, as a camera's JPEG. */
beforeAll(async () => {
  const disc = `<svg width="${width}" height="${height}"><circle cx="160" cy="100" r="60" fill="#999"/></svg>`;
  await sharp({ create: { width, height, channels: 3, background: '#20a848' } })
    .composite([{ input: Buffer.from(disc) }])
    .jpeg({ quality: 92 })
    .toFile(at('screen.jpg'));
});

describe('--key', () => {
  const run = (...words: string[]) => portraitJson([at('screen.jpg'), ...words], { models: at('no-models') });

  it('cuts the subject out without any network, and nothing of the screen is left', async () => {
    const ran = await run('--key', 'green', '-o', at('cut.png'));
    expect(ran.code, ran.stderr).toBe(0);
    expect(ran.photos[0]).toMatchObject({ subjectShare: expect.closeTo(0.177, 2) as number, warnings: [] });
    const { data } = await sharp(at('cut.png')).raw().toBuffer({ resolveWithObject: true });
    expect(data[3]).toBe(0);
    const middle = (100 * width + 160) * 4;
    expect([...data.subarray(middle, middle + 4)]).toEqual([153, 153, 153, 255]);
    // The screen's channel is limited by the others: green is nowhere more than both of them.
    const green = data.filter(
      (level, i) => i % 4 === 1 && data[i + 2] > 0 && level > Math.max(data[i - 1], data[i + 1]) + 1,
    );
    expect(green.length).toBe(0);
  });

  it('says when there is no such screen', async () => {
    const ran = await run('--key', 'blue', '-o', at('none.png'));
    expect(ran.photos[0]).toMatchObject({ subjectShare: 1, warnings: [{ code: 'no-screen' }] });
  });

  it('needs a format with transparency, unless something is put behind', async () => {
    const cut = await run('--key', 'green', '-o', at('cut.jpg'));
    expect(cut.codes).toEqual(['output-format-no-alpha']);
    const filled = await run('--key', 'green', '--background', '#203040', '-o', at('filled.jpg'));
    expect(filled.code, filled.stderr).toBe(0);
  });
});
