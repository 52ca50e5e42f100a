import { describe, expect, it } from 'vitest';
import { engineText, purposeText, stateText, whyThisEngine } from '../../src-renderer/state/model-text.ts';
import { isNetworkInParts } from '../../src-renderer/state/network-files.ts';
import type { EngineAnswer } from '../../src-shared/contract/compute.ts';
import type { ModelFacts, ModelsAnswer } from '../../src-shared/contract/editor/models.ts';
import { type Result, done, failed } from '../../src-shared/contract/result.ts';
import { anEditor, facts, settle, withPictures } from './a-window.ts';

const deeplab: ModelFacts = {
  ...{ name: 'deeplab', title: 'DeepLab v3', purpose: 'Names things.', licence: 'Apache-2.0', bytes: 2e6 },
  ...{ state: 'missing', problems: [], shipped: false, removable: false, known: true },
};
const here: ModelFacts = { ...deeplab, state: 'ok', removable: true };
const listed = (...models: ModelFacts[]): ModelsAnswer => ({ models });
const upload = { kind: 'upload', upload: 'a' } as const;

/** An editor whose list says that DeepLab is missing. */
async function withoutNetwork(answers: Parameters<typeof anEditor>[0] = {}) {
  const made = anEditor({ 'models.list': () => done(listed(deeplab)), ...answers });
  await made.editor.models.load();
  return { ...made, models: made.editor.models };
}

describe('the networks of the window', () => {
  withPictures();

  it('are listed once, and again after a failure', async () => {
    let fail = true;
    const { editor, asked } = anEditor({
      'models.list': () => (fail ? failed({ code: 'internal', message: 'No.' }) : done(listed(deeplab))),
    });
    await editor.models.load();
    expect(editor.models.failure?.message).toBe('No.');
    fail = false;
    await editor.models.load();
    await editor.models.load();
    expect(asked('models.list')).toHaveLength(2);
    expect([editor.models.failure, editor.models.answer?.models]).toEqual([undefined, [deeplab]]);
  });

  it('show how far fetching is, and are used once they are here', async () => {
    let end: (answer: Result<ModelsAnswer>) => void = () => undefined;
    const { models, editor, asked } = await withoutNetwork({
      'models.pull': () => new Promise(resolve => (end = resolve)),
    });
    await editor.open([upload]);
    await settle();
    const pulling = models.pull(deeplab);
    const { job } = models.pulling['deeplab']!;
    models.heard(job, 'fetch', 0.4);
    models.heard('another', 'fetch', 0.9);
    expect(models.pulling['deeplab']).toEqual({ job, stage: 'fetch', share: 0.4 });
    expect(asked('photo.matte')).toHaveLength(1);
    end(done(listed(here)));
    await pulling;
    await settle();
    expect([models.pulling, models.offered, models.answer?.models]).toEqual([{}, undefined, [here]]);
    expect(asked('photo.matte')).toHaveLength(2);
  });

  it('are never fetched unasked, nor twice at once', async () => {
    const { models, asked } = await withoutNetwork();
    expect(asked('models.pull')).toEqual([]);
    await Promise.all([models.pull(deeplab), models.pull(deeplab)]);
    expect(asked('models.pull')).toHaveLength(1);
  });

  it('stop being fetched without a fault when that is cancelled', async () => {
    let end: (answer: Result<ModelsAnswer>) => void = () => undefined;
    const { models, asked } = await withoutNetwork({
      'models.pull': () => new Promise(resolve => (end = resolve)),
      'job.cancel': () => (end(failed({ code: 'cancelled', message: 'Stopped.' })), done(null)),
    });
    const pulling = models.pull(deeplab);
    const { job } = models.pulling['deeplab']!;
    models.cancel('deeplab');
    await pulling;
    expect(asked('job.cancel')).toEqual([{ job }]);
    expect([models.pulling, models.failures, models.offered]).toEqual([{}, {}, deeplab]);
  });

  it('say in place why one could not be fetched, until it is tried again', async () => {
    const fault = { code: 'model-download-failed', message: 'Nobody answers.' } as const;
    const { models, editor } = await withoutNetwork({ 'models.pull': () => failed(fault) });
    await models.pull(deeplab);
    expect(models.failures['deeplab']).toMatchObject(fault);
    expect(editor.messages.shown).toEqual([]);
    void models.pull(deeplab);
    expect(models.failures).toEqual({});
  });

  it('come from a file, told in the panel; a file that is none is named there', async () => {
    const good = () => done({ ...listed(here), name: 'deeplab' });
    const { models, editor } = await withoutNetwork({ 'models.import': good });
    await editor.take('model', [new File([], 'net.tflite')]);
    expect([models.open, models.answer?.models]).toEqual([true, [here]]);
    const bad = await withoutNetwork({
      'models.import': () => failed({ code: 'model-damaged', message: 'Words.' }),
    });
    await bad.editor.open([upload]);
    await bad.editor.take('model', [new File([], 'words.tflite')]);
    expect(bad.models.badImport).toMatchObject({ name: 'words.tflite', failure: { message: 'Words.' } });
    expect(bad.editor.messages.shown).toEqual([]);
  });

  it('come in several files, each under its name, in whatever order they were chosen', async () => {
    const good = () => done({ ...listed(here), name: 'deeplab' });
    const { editor, asked } = await withoutNetwork({ 'models.import': good });
    const named = ['a.bin', 'model.json', 'b.bin'].map(name => new File([], name));
    await editor.take('model', named);
    const [{ beside }] = asked('models.import') as [{ beside: { name: string }[] }];
    expect(beside.map(({ name }) => name)).toEqual(['a.bin', 'b.bin']);
    await editor.take('model', [new File([], 'words.bin'), new File([], 'net.onnx')]);
    expect(asked('models.import').at(-1)).not.toHaveProperty('beside');
  });

  it('are not offered where one that was imported can name things', async () => {
    const own: ModelFacts = { ...here, name: 'own', known: false, canName: true };
    const { models } = await withoutNetwork({ 'models.list': () => done(listed(deeplab, own)) });
    expect(models.offered).toBeUndefined();
  });

  it('are told from an edit by the weights beside them', () => {
    expect(isNetworkInParts(['model.json', 'a.bin'])).toBe(true);
    expect(isNetworkInParts(['edit.json', 'cat.png'])).toBe(false);
  });

  it('say what became of a bad file where no photo is open, and so no panel', async () => {
    const { editor } = await withoutNetwork({
      'models.import': () => failed({ code: 'model-damaged', message: 'Words.' }),
    });
    await editor.take('model', [new File([], 'words.tflite')]);
    expect(editor.messages.shown.at(-1)?.title).toBe('words.tflite could not be imported.');
  });

  it('are removed, and then done without', async () => {
    const { models, editor, asked } = await withoutNetwork({
      'models.list': () => done(listed(here)),
      'models.remove': () => done(listed(deeplab)),
    });
    await editor.open([upload]);
    await settle();
    await models.remove(here);
    await settle();
    expect(models.answer?.models).toEqual([deeplab]);
    expect(asked('photo.matte')).toHaveLength(2);
  });

  it('are not offered again once declined, also the next time', async () => {
    const { models, editor, asked } = await withoutNetwork();
    await editor.start();
    expect(models.offered).toEqual(deeplab);
    models.decline('deeplab');
    editor.rememberSettings();
    editor.flush();
    expect(models.offered).toBeUndefined();
    expect(asked('app.settings').at(-1)).toMatchObject({ settings: { declinedModels: ['deeplab'] } });
    const next = await withoutNetwork({
      'app.facts': () => done({ ...facts, settings: { ...facts.settings, declinedModels: ['deeplab'] } }),
    });
    await next.editor.start();
    expect(next.models.offered).toBeUndefined();
  });
});

describe('what is said of a network', () => {
  it('names its state, and what exactly is wrong', () => {
    expect(stateText(here)).toBe('Installed');
    expect(stateText({ ...here, shipped: true, removable: false })).toBe('Came with the program');
    const problems = ['weights.bin was changed'];
    expect(stateText({ ...here, state: 'damaged', problems })).toBe('Damaged: weights.bin was changed');
  });

  it('names the file of one that was imported', () => {
    expect(purposeText({ ...here, known: false, purpose: 'my.onnx' })).toBe('Imported from my.onnx');
  });

  it('names the engine, and why it is not the native one', () => {
    const engine: EngineAnswer = {
      ...{ node: '24', platform: 'linux x64', tensorflow: {}, threads: 2, cpu: { model: 'x', cores: 2 } },
      engine: 'wasm',
      whyNotNative: 'its addon is missing',
    };
    expect(engineText(engine)).toContain('WebAssembly, 2 threads');
    expect(whyThisEngine(engine)).toContain('(its addon is missing)');
    expect(whyThisEngine(undefined)).not.toBe('');
  });
});
