import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { importModel } from '../../src-main/models/index.ts';
import { portrait, portraitJson } from '../making/cli.ts';
import { haveDeeplab, importDeeplabAs, installDeeplab, withDeeplab } from '../making/deeplab.ts';
import { put } from '../making/files.ts';
import { frozenDeeplab } from '../making/frozen-deeplab.ts';
import { temporaryFolder } from '../making/folder.ts';
import { greyOf, pixelsOf } from '../making/pixels.ts';
import { haveReference, referenceFile, withReference } from '../making/reference.ts';

const folder = temporaryFolder();
const models = join(folder, 'models');
const cat = new URL('../../assets/samples/chelsea.png', import.meta.url).pathname;
const out = (name: string) => join(folder, name);

beforeAll(async () => {
  if (haveDeeplab) await installDeeplab(models);
});

describe.skipIf(!haveDeeplab)(`--subject${withDeeplab}`, () => {
  it.each(['auto', 'person,고양이'])('finds the cat as %s, and says what is there', async subject => {
    const ran = await portraitJson([cat, '-o', out('cat.png'), '--force', '--subject', subject], {
      models,
    });
    expect(ran.code, ran.stderr).toBe(0);
    expect(ran.photos).toMatchObject([{ subject: ['cat'], classes: [{ name: 'cat' }] }]);
    expect(ran.photos[0]).toMatchObject({ subjectShare: expect.closeTo(0.76, 1) as number });
  });

  it('says what there is when the subject is not there, and writes nothing', async () => {
    const ran = await portraitJson([cat, '-o', out('none.png'), '--subject', 'person,dog'], { models });
    expect({ code: ran.code, codes: ran.codes }).toEqual({ code: 1, codes: ['subject-not-found'] });
    expect(ran.stderr).toMatch(/no person or dog .*cat \(\d+ %\)/);
    await expect(pixelsOf(out('none.png'))).rejects.toThrow();
  });

  it('segment --labels lists the classes with their share', async () => {
    const { code, stdout } = await portrait(['segment', cat, '-o', out('mask.png'), '--labels'], { models });
    expect(code).toBe(0);
    expect(stdout).toMatch(/chelsea\.png\n {2}cat +\d+\.\d %\n$/);
  });

  it('segment --labels without -o only lists them, for a person or a program', async () => {
    const cwd = temporaryFolder();
    const words = ['segment', cat, '--labels'];
    const told = await portrait(words, { models, cwd });
    expect({ ...told, stdout: '' }).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(told.stdout).toMatch(/chelsea\.png\n {2}cat +\d+\.\d %\n$/);
    const asJson = await portraitJson(words, { models, cwd });
    expect(asJson.code, asJson.stderr).toBe(0);
    expect(asJson.photos).toMatchObject([{ classes: [{ name: 'cat' }], subject: ['cat'] }]);
    expect(asJson.photos[0]).not.toHaveProperty('output');
    expect(readdirSync(cwd)).toEqual([]);
    const none = await portraitJson([...words, '--subject', 'dog'], { models, cwd });
    expect({ code: none.code, codes: none.codes }).toEqual({ code: 1, codes: ['subject-not-found'] });
  });

  it('any asks no class of anything', async () => {
    const ran = await portraitJson([cat, '-o', out('any.png'), '--subject', 'any'], { models });
    expect(ran.photos).toMatchObject([{ subject: [] }]);
  });
});

describe.skipIf(!haveDeeplab)(`--network, a network that was imported${withDeeplab}`, () => {
  const mine = async (words: string[]) =>
    portraitJson(['segment', cat, '-o', out('mine.png'), '--force', '--network', 'mine', ...words], {
      models,
    });
  beforeAll(() => importDeeplabAs('mine', models));

  it('looks alone, and all but its background is the subject', async () => {
    const ran = await mine([]);
    expect(ran.code, ran.stderr).toBe(0);
    expect(ran.photos).toMatchObject([{ models: ['mine'], subjectShare: expect.closeTo(0.83, 1) as number }]);
  });

  it('is asked for the classes that it knows, by its own labels', async () => {
    expect((await mine(['--subject', 'cat'])).photos).toMatchObject([{ done: true, subject: ['cat'] }]);
    const none = await mine(['--subject', 'person']);
    expect(none.photos).toMatchObject([{ subjectShare: expect.closeTo(0, 1) as number }]);
  });

  it('must be there', async () => {
    const ran = await portraitJson([cat, '-o', out('nobody.png'), '--network', 'nobody']);
    expect({ code: ran.code, codes: ran.codes }).toEqual({ code: 1, codes: ['model-unknown'] });
  });
});

describe('--subject, without DeepLab', () => {
  it('says how to get it when a class is asked for', async () => {
    const ran = await portraitJson([cat, '-o', out('without.png'), '--subject', 'cat']);
    expect({ code: ran.code, codes: ran.codes }).toEqual({ code: 1, codes: ['model-missing'] });
    expect(ran.stderr).toContain('portrait models pull deeplab');
  });

  it('says so rather than that there is nothing, when asked only for what there is', async () => {
    const ran = await portraitJson(['segment', cat, '--labels']);
    expect({ code: ran.code, codes: ran.codes }).toEqual({ code: 1, codes: ['model-missing'] });
  });

  it('says that the classic style is not the notebook’s, and how to make it so', async () => {
    const words = [cat, '-o', out('without.png'), '--force', '--style', 'classic'];
    const [classic, any] = [await portraitJson(words), await portraitJson([...words, '--subject', 'any'])];
    const warning = {
      code: 'not-the-notebooks',
      message: expect.stringContaining('models pull deeplab') as string,
    };
    expect(classic.photos).toMatchObject([{ models: ['u2netp'], warnings: [warning] }]);
    expect(any.photos).toMatchObject([{ warnings: [] }]);
  });

  it('refuses what has no name, and lists what has', async () => {
    const ran = await portrait([cat, '-o', out('without.png'), '--subject', 'unicorn']);
    expect(ran.code).toBe(2);
    expect(ran.stderr).toMatch(/unicorn[^]*aeroplane[^]*tvmonitor/);
  });
});

describe('a frozen graph of DeepLab’s that was imported, without DeepLab', () => {
  const own = join(folder, 'own-models');
  const name = 'deeplabv3-pascal';
  beforeAll(() => importModel(put(folder, 'deeplabv3_pascal.pb', frozenDeeplab('cat')), { root: own }));
  const ran = async (...words: string[]) =>
    portraitJson([cat, '-o', out('stand-in.png'), '--force', ...words], { models: own });

  it.each(['auto', 'cat', 'cat --engine wasm'])('names what is there (--subject %s)', async words => {
    const { photos, stderr } = await ran('--subject', ...words.split(' '));
    expect(photos, stderr).toMatchObject([{ classes: [{ name: 'cat' }], subject: ['cat'] }]);
    expect(photos[0]).toMatchObject({ models: expect.arrayContaining(['u2netp', name]) as string[] });
  });

  it('is what the classic style looks with', async () => {
    const { photos, stderr } = await ran('--style', 'classic');
    expect(photos, stderr).toMatchObject([{ models: [name], subject: ['cat'], warnings: [] }]);
  });

  it('says what it has found when that is not what was asked for', async () => {
    expect((await ran('--subject', 'dog')).codes).toEqual(['subject-not-found']);
  });
});

/** The whole of the notebook, from the photo on. */
const cases = [
  { name: 'astronaut', subject: ['person'] },
  { name: 'chelsea', subject: ['cat'] },
];

for (const { name, subject } of haveReference && haveDeeplab ? cases : []) {
  describe(`--style classic on ${name}${withReference}${withDeeplab}`, () => {
    it.each(['native or WASM', 'wasm'])('keeps the reference’s subject (%s)', async engine => {
      const words = [referenceFile(`photos/${name}.png`), '-o', out(`${name}.png`), '--force'];
      const options = [
        '--style',
        'classic',
        '--show',
        'mask',
        '--engine',
        engine === 'wasm' ? 'wasm' : 'auto',
      ];
      const ran = await portraitJson([...words, ...options], { models });
      expect(ran.photos).toMatchObject([{ subject, models: ['deeplab'] }]);
      const ours = await greyOf(out(`${name}.png`));
      const theirs = await greyOf(referenceFile(`reference/classic/${name}/mask.png`));
      expect(intersectionOverUnion(ours.data, theirs.data)).toBeGreaterThanOrEqual(0.97);
    });

    it('makes the reference’s portrait, but where the masks differ by a hair', async () => {
      const words = [referenceFile(`photos/${name}.png`), '-o', out(`${name}-portrait.png`), '--force'];
      await portraitJson([...words, '--style', 'classic'], { models });
      const ours = await pixelsOf(out(`${name}-portrait.png`));
      const theirs = await pixelsOf(referenceFile(`reference/classic/${name}/portrait.png`));
      const far = ours.data.filter((level, i) => Math.abs(level - theirs.data[i]) > 2).length;
      expect(far / ours.data.length).toBeLessThan(0.02);
    });
  });
}

function intersectionOverUnion(a: Uint8Array, b: Uint8Array): number {
  const count = (test: (i: number) => boolean) => a.filter((_, i) => test(i)).length;
  return count(i => a[i] > 127 && b[i] > 127) / count(i => a[i] > 127 || b[i] > 127);
}
