import { join } from 'node:path';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ExportOptions } from '../../../src-shared/contract/editor/export.ts';
import type { OpenedPhoto } from '../../../src-shared/contract/editor/photo.ts';
import { centred, defaultEdit, type Edit } from '../../../src-shared/edit/schema.ts';
import type { RgbImage } from '../../../src-shared/imaging/image.ts';
import { cleanedEdge } from '../../making/cleaned-edge.ts';
import { portraitJson } from '../../making/cli.ts';
import { distances } from '../../making/distance.ts';
import { startEditor } from '../../making/editor.ts';
import { strokeAlong } from '../../making/strokes.ts';
import { put } from '../../making/files.ts';
import { temporaryFolder } from '../../making/folder.ts';
import { pixelsOf } from '../../making/pixels.ts';

const folder = temporaryFolder();
const { ask, refused, fetch, progress } = startEditor(folder);
const asPng: ExportOptions = { what: 'result', format: 'png', quality: 90, keepMetadata: true };

const opened = () => ask('photo.open', { source: { kind: 'sample', name: 'chelsea' }, job: 'open' });
const bytesOf = async (address: string) => Buffer.from(await (await fetch(address)).arrayBuffer());
const levels = async (address: string) =>
  sharp(await bytesOf(address))
    .toColourspace('b-w')
    .raw()
    .toBuffer();

async function exported(photo: string, edit: Edit, options = asPng): Promise<Buffer> {
  const delivery = await ask('export.run', { photo, job: 'export', edit, options, again: false });
  return bytesOf(`downloads/${delivery.download ?? ''}`);
}

describe('a sample in the editor', () => {
  let photo: OpenedPhoto;
  const matteWith = (strokes: Edit['strokes'], regions: Edit['regions'] = []) =>
    ask('photo.matte', { photo: photo.photo, job: 'matte', engine: 'auto', strokes, regions });

  async function edgeColours({ style, strokes, regions, edge, feather }: Edit): Promise<RgbImage> {
    const asked = { job: 'colours', style, strokes, regions, edge, feather, engine: 'auto' } as const;
    const { address } = await ask('photo.colours', { photo: photo.photo, ...asked });
    return pixelsOf(await bytesOf(`pictures/${address}`));
  }

  beforeAll(async () => {
    photo = await opened();
  });

  it('opens with its proxy', async () => {
    expect(photo).toMatchObject({ name: 'chelsea.png', width: 451, height: 300, hasAlpha: false });
    const response = await fetch(`pictures/${photo.proxy.address}`);
    expect(response.headers.get('content-type')).toBe('image/jpeg');
    expect(response.headers.get('cache-control')).toContain('private');
    const { width, height } = await sharp(Buffer.from(await response.arrayBuffer())).metadata();
    expect({ width, height }).toEqual({ width: 451, height: 300 });
  });

  it('has its subject found, with progress, one channel at the proxy’s size', async () => {
    const made = await matteWith([]);
    expect(made).toMatchObject({
      empty: false,
      models: expect.arrayContaining(['u2netp']) as string[],
      matte: { width: 451, height: 300 },
    });
    expect(made.subjectShare).toBeGreaterThan(0.3);
    const { channels, width } = await sharp(await bytesOf(`pictures/${made.matte.address}`)).metadata();
    expect({ channels, width }).toEqual({ channels: 1, width: 451 });
    expect(progress).toContainEqual(expect.objectContaining({ job: 'matte', stage: 'segment' }));
  });

  it('takes plain strokes as they are', async () => {
    const strokes = [strokeAlong([20, 20], [430, 20]), strokeAlong([100, 200], [300, 200], { mode: 'drop' })];
    const alpha = await levels(`pictures/${(await matteWith(strokes)).matte.address}`);
    expect(alpha[20 * 451 + 200]).toBe(255);
    expect(alpha[200 * 451 + 200]).toBe(0);
  });

  it('gives the same matte for strokes that come one by one, all at once, and after undo', async () => {
    const strokes = Array.from({ length: 5 }, (_, i) =>
      strokeAlong([40 + 60 * i, 30 + 20 * i], [120 + 60 * i, 60], {
        smart: i % 2 === 0,
        mode: i % 3 ? 'keep' : 'drop',
      }),
    );
    for (let i = 1; i < strokes.length; i++) await matteWith(strokes.slice(0, i));
    const grown = await levels(`pictures/${(await matteWith(strokes)).matte.address}`);
    await matteWith(strokes.slice(0, 2));
    const again = await levels(`pictures/${(await matteWith(strokes)).matte.address}`);
    const other = await opened();
    const fresh = startEditor(join(folder, 'fresh'));
    const there = await fresh.ask('photo.open', { source: { kind: 'sample', name: 'chelsea' }, job: 'open' });
    const made = await fresh.ask('photo.matte', {
      photo: there.photo,
      job: 'm',
      engine: 'auto',
      strokes,
      regions: [],
    });
    const response = await fresh.fetch(`pictures/${made.matte.address}`);
    const atOnce = await sharp(Buffer.from(await response.arrayBuffer()))
      .toColourspace('b-w')
      .raw()
      .toBuffer();
    expect(distances(grown, again).most).toBeLessThanOrEqual(1);
    expect(distances(grown, atOnce).most).toBeLessThanOrEqual(1);
    await ask('photo.close', { photo: other.photo });
  });

  it('tells its noise at full size, each time the same', async () => {
    const noise = await ask('photo.noise', { photo: photo.photo });
    expect(noise.luma).toHaveLength(8);
    expect(Math.min(...noise.luma)).toBeGreaterThan(0);
    expect(Math.max(...noise.luma)).toBeLessThan(5);
    expect(await ask('photo.noise', { photo: photo.photo })).toEqual(noise);
  });

  it('loses the subject that is clicked away', async () => {
    const made = await matteWith([], [{ x: 230, y: 150, keep: false }]);
    expect(made.subjectShare).toBeLessThan(0.05);
  });

  it('is exported as it is seen, and as the command line renders the edit', async () => {
    const edit: Edit = {
      ...defaultEdit(),
      strokes: [strokeAlong([20, 20], [430, 20]), strokeAlong([60, 250], [200, 280], { smart: true })],
      background: { kind: 'colour', colour: '#00ff00' },
    };
    const file = put(folder, 'editor.png', await exported(photo.photo, edit));
    const saved = await ask('edit.save', { photo: photo.photo, edit });
    const recipe = put(folder, 'edit.json', await bytesOf(`downloads/${saved.download ?? ''}`));
    const out = join(folder, 'cli.png');
    const sample = join(import.meta.dirname, '../../../assets/samples/chelsea.png');
    expect((await portraitJson([sample, '--edit', recipe, '-o', out])).codes).toEqual(['done']);
    const [window, line, original] = await Promise.all([pixelsOf(file), pixelsOf(out), pixelsOf(sample)]);
    expect(distances(window.data, line.data).most).toBeLessThanOrEqual(1);
    const at = (20 * 451 + 200) * 3;
    expect([...window.data.slice(at, at + 3)]).toEqual([...original.data.slice(at, at + 3)]);
    const matte = await levels(`pictures/${(await matteWith(edit.strokes)).matte.address}`);
    const cleaned = cleanedEdge(original, matte, await edgeColours(edit));
    const seen = cleaned.data.map((level, i) => {
      const alpha = matte[Math.floor(i / 3)] / 255;
      return level * alpha + (i % 3 === 1 ? 255 : 0) * (1 - alpha) + 0.5;
    });
    // The colours come to the window as a JPEG.
    const { mean, most } = distances(window.data, seen);
    expect(mean).toBeLessThan(0.2);
    expect(most).toBeLessThanOrEqual(6);
    expect(distances(cleaned.data, original.data).most).toBeGreaterThan(20);
  });

  it('is exported as it is seen in the classic style too', async () => {
    const strokes = [strokeAlong([20, 20], [430, 20], { smart: true })];
    const request = { photo: photo.photo, job: 'matte', engine: 'auto' as const, regions: [] };
    const made = await ask('photo.matte', { ...request, style: 'classic', strokes });
    const edit = { ...defaultEdit('classic'), strokes };
    const file = put(folder, 'classic.png', await exported(photo.photo, edit, { ...asPng, what: 'matte' }));
    const written = await sharp(file).toColourspace('b-w').raw().toBuffer();
    expect(distances(await levels(`pictures/${made.matte.address}`), written).most).toBe(0);
  });

  it('is exported as a cut-out, as a matte, and smaller', async () => {
    const edit = defaultEdit();
    const cut = await sharp(await exported(photo.photo, edit, { ...asPng, what: 'cut-out' })).metadata();
    expect(cut).toMatchObject({ channels: 4, width: 451 });
    const small = { ...asPng, what: 'matte', longSide: 200 } as const;
    expect(await sharp(await exported(photo.photo, edit, small)).metadata()).toMatchObject({
      channels: 1,
      width: 200,
      height: 133,
    });
  });

  it('has a size guessed within a fifth, at full size and made smaller, with metadata and without', async () => {
    for (const [longSide, keepMetadata] of [
      [undefined, true] as const,
      [200, true] as const,
      [200, false] as const,
    ]) {
      const options = { ...asPng, keepMetadata, format: 'jpeg', ...(longSide && { longSide }) } as const;
      const { bytes } = await ask('export.estimate', { photo: photo.photo, edit: defaultEdit(), options });
      const { length } = await exported(photo.photo, defaultEdit(), options);
      expect(Math.abs(bytes / length - 1), String(longSide)).toBeLessThan(0.2);
    }
  });

  it('gives its full-size pixels in tiles, and none outside of it', async () => {
    const tile = await sharp(await bytesOf(`pictures/${photo.photo}/tile?x=100&y=50&w=64&h=32`))
      .raw()
      .toBuffer();
    const whole = await pixelsOf(join(import.meta.dirname, '../../../assets/samples/chelsea.png'));
    expect([...tile.subarray(0, 192)]).toEqual([
      ...whole.data.slice((50 * 451 + 100) * 3, (50 * 451 + 164) * 3),
    ]);
    for (const box of ['x=400&y=0&w=64&h=32', 'x=0&y=0&w=2000&h=32', 'x=-1&y=0&w=9&h=9', 'x=0']) {
      expect((await fetch(`pictures/${photo.photo}/tile?${box}`)).status).toBe(400);
    }
  });

  it('takes another picture behind it, where it is put', async () => {
    const behind = await ask('backdrop.open', { source: { kind: 'sample', name: 'hubble' } });
    expect((await fetch(`pictures/${behind.picture.address}`)).headers.get('content-type')).toBe(
      'image/jpeg',
    );
    const placement = { ...centred, scale: 2, x: 0.2 };
    const background = { kind: 'picture' as const, path: behind.path, placement, blur: 0 };
    const moved = await exported(photo.photo, { ...defaultEdit(), background });
    expect(await sharp(moved).metadata()).toMatchObject({ width: 451, height: 300 });
  });

  it('is not exported to what cannot hold it', async () => {
    const options = { ...asPng, what: 'cut-out', format: 'jpeg' };
    const request = { photo: photo.photo, job: 'no', edit: defaultEdit(), options };
    expect(await refused('export.run', request)).toBe('output-format-no-alpha');
  });
});

describe('pictures and downloads', () => {
  it('are given only by the names that were given out', async () => {
    const { photo } = await opened();
    const wrong = [
      'pictures/nothing/proxy',
      `pictures/${photo}/matte/99`,
      'pictures/sample/../../package.json',
    ];
    for (const address of [
      ...wrong,
      'downloads/0/x',
      'elsewhere',
      'pictures/sample/passwd',
      `pictures/${photo}/`,
    ]) {
      expect((await fetch(address)).status).toBe(404);
    }
    const [sample] = (await ask('app.facts', {})).samples;
    expect((await bytesOf(`pictures/${sample.picture.address}`)).length).toBeGreaterThan(10_000);
  });

  it('can be downloaded once', async () => {
    const { photo } = await opened();
    const { download = '', name } = await ask('edit.save', { photo, edit: defaultEdit() });
    const first = await fetch(`downloads/${download}`);
    expect(first.headers.get('content-disposition')).toBe(`attachment; filename*=UTF-8''${name}`);
    expect(JSON.parse(await first.text())).toEqual(defaultEdit());
    expect((await fetch(`downloads/${download}`)).status).toBe(404);
  });
});
