import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { portrait } from '../making/cli.ts';
import { putNoise } from '../making/scenes.ts';
import { deeplabPath, withoutDeeplab } from '../models/deeplab-file.ts';
import { endings, smallTflite } from '../models/small-network.ts';
import { makeStores, removeStores, type Stores } from '../models/temporary-stores.ts';

let stores: Stores;
beforeEach(async () => (stores = await makeStores()));
afterEach(() => removeStores(stores));

const models = (...words: string[]) => portrait(['models', ...words], { models: stores.user });

function put(name: string, contents: Uint8Array | string): string {
  writeFileSync(join(stores.base, name), contents);
  return join(stores.base, name);
}

const here = () => readdirSync(stores.base).includes('user') && readdirSync(stores.user);

describe('portrait models import', () => {
  it.skipIf(withoutDeeplab)(
    `knows a file of the catalogue, whatever it is called${withoutDeeplab}`,
    async () => {
      const { code, stdout, stderr } = await models('import', put('x.tflite', readFileSync(deeplabPath)));
      expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
      expect(stderr).toMatch(/^deeplab \(513 × 513 pixels in, 21 classes out\) installed in .*deeplab\n$/);
      expect((await models('list')).stdout).toMatch(/^deeplab +ok +2\.2 MB +Apache-2\.0 /m);
    },
  );

  it('takes any other with its labels, its range and a name; it is listed, verified and removed', async () => {
    const file = put('Net 2.tflite', smallTflite(2, endings.relu));
    const labels = put('labels.txt', 'none\r\ncat\r\n\r\n');
    const wish = ['--labels', labels, '--input-range', '-1,1', '--name', 'my-cats'];
    const { code, stderr } = await models('import', file, ...wish);
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr: `my-cats (16 × 24 pixels in, 2 classes out) installed in ${join(stores.user, 'my-cats')}\n`,
    });
    const { imported } = JSON.parse(
      readFileSync(join(stores.user, 'my-cats', 'installed.json'), 'utf8'),
    ) as Record<string, unknown>;
    expect(imported).toMatchObject({
      input: { normalisation: { range: [-1, 1] } },
      output: { labels: ['none', 'cat'] },
    });
    expect((await models('list')).stdout).toMatch(/^my-cats +ok .* unknown +Imported from Net 2\.tflite\.$/m);
    expect(await models('verify', 'my-cats')).toMatchObject({ code: 0, stdout: 'my-cats ok\n' });
    expect(await models('remove', 'my-cats')).toMatchObject({ code: 0, stderr: 'my-cats removed\n' });
    expect(here()).toEqual([]);
  });

  it('of one that was changed says which file to import again', async () => {
    await models('import', put('net.tflite', smallTflite(1, endings.sigmoid)));
    writeFileSync(join(stores.user, 'net', 'weights.bin'), 'no weights');
    const { code, stdout } = await models('verify', 'net');
    expect(code).toBe(1);
    expect(stdout).toMatch(
      /^net damaged \(weights\.bin has .*"portrait models import net\.tflite --name net"\n$/,
    );
    expect(stdout).not.toContain('pull');
  });
});

describe('a network of one’s own', () => {
  it('whose record was spoilt is found by verify, and can be imported anew or removed', async () => {
    const file = put('net.tflite', smallTflite(1, endings.sigmoid));
    await models('import', file);
    writeFileSync(join(stores.user, 'net', 'installed.json'), '{}');
    const { code, stdout } = await models('verify');
    expect(code).toBe(1);
    expect(stdout).toMatch(/^net damaged \(installed\.json .*models remove net"$/m);
    await models('import', file);
    expect(await models('verify', 'net')).toMatchObject({ code: 0 });
    writeFileSync(join(stores.user, 'net', 'installed.json'), '{}');
    expect(await models('remove', 'net')).toMatchObject({ code: 0 });
    expect(here()).toEqual([]);
  });

  it('cannot be pulled: its file is named', async () => {
    await models('import', put('net.tflite', smallTflite(1, endings.sigmoid)));
    expect(await models('pull', 'net')).toMatchObject({ code: 0, stderr: /^net is there already, whole/ });
    writeFileSync(join(stores.user, 'net', 'weights.bin'), 'no weights');
    const { code, stderr } = await models('pull', 'net');
    expect(code).toBe(1);
    expect(stderr).toMatch(/^portrait: [^\n]*came from the file net\.tflite[^\n]*models import[^\n]*\n$/);
  });
});

describe('portrait models import refuses', () => {
  it('an operator that it does not know, by its name', async () => {
    const { code, stderr } = await models('import', put('odd.tflite', smallTflite(2, endings.gather)));
    expect(code).toBe(1);
    expect(stderr).toMatch(/^portrait: [^\n]*GATHER[^\n]*\n$/);
    expect(here()).toBe(false);
  });

  it('a photo that is called a network', async () => {
    const photo = await putNoise(stores.base, 'photo.png', 64, 64);
    const { code, stderr } = await models('import', put('photo.tflite', readFileSync(photo)));
    expect(code).toBe(1);
    expect(stderr).toMatch(/^portrait: [^\n]+\n$/);
    expect(here()).toBe(false);
  });

  it.each([
    ['a file that is not there', ['ghost.tflite'], 1, /ghost\.tflite/],
    ['a kind of file that no importer reads', ['net.pkl'], 2, /\.tflite, \.onnx.*net\.pkl/],
    ['a name that the catalogue has', ['net.tflite', '--name', 'u2netp'], 2, /u2netp.*catalogue/],
    ['a name that is a path', ['net.tflite', '--name', '../net'], 2, /\.\.\/net/],
    ['labels that are too few', ['net.tflite', '--labels', 'labels.txt'], 2, /2 labels.*received 1/],
    ['labels that are not there', ['net.tflite', '--labels', 'none.txt'], 2, /none\.txt/],
    ['a range that is none', ['net.tflite', '--input-range', '1,1'], 2, /two numbers/],
  ])('%s', async (_, [file, ...wish], exit, says) => {
    put('net.tflite', smallTflite(2, endings.sigmoid));
    put('net.pkl', 'no network');
    put('labels.txt', 'only one\n');
    const words = wish.map(word => (word.endsWith('.txt') ? join(stores.base, word) : word));
    const { code, stdout, stderr } = await models('import', join(stores.base, file), ...words);
    expect({ code, stdout }).toEqual({ code: exit, stdout: '' });
    expect(stderr).toMatch(says);
    expect(here()).toBe(false);
  });

  it('a name that another network has', async () => {
    await models('import', put('net.tflite', smallTflite(1, endings.sigmoid)));
    const other = put('other.tflite', smallTflite(2, endings.sigmoid));
    const { code, stderr } = await models('import', other, '--name', 'net');
    expect(code).toBe(2);
    expect(stderr).toMatch(/"net", which the network from net\.tflite has/);
    expect((await models('list')).stdout).toContain('Imported from net.tflite.');
  });
});
