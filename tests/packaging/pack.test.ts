/**
 * What electron-builder makes of electron-builder.yml, with a stand-in for Electron's own files: the archive holds all
 * that the program loads and nothing else, native code lies beside it, and it does the main job.
 */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { extractAll, extractFile, listPackage } from '@electron/asar';
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { Arch, build, Platform } from 'electron-builder';
import { beforeAll, describe, expect, it } from 'vitest';
import beforePack from '../../scripts/package/before-pack.ts';
import { temporaryFolder } from '../making/folder.ts';
import { standInDist } from './electron-dist.ts';
import { loadedFrom } from './loaded-files.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const built = existsSync(join(root, 'dist', 'desktop', 'preload.cjs'));
const native = existsSync(join(root, 'node_modules/@tensorflow/tfjs-node/lib/napi-v8/tfjs_binding.node'));

/** Files that the program starts by name: processes and threads. */
const entries = [
  'dist/src-main/desktop/main.js',
  'dist/src-main/desktop/compute-child.js',
  'dist/src-main/compute/bands/worker.js',
  'dist/src-main/inference/thread/worker.js',
  'dist/src-main/models/convert-thread.js',
];

describe.skipIf(!built || process.platform !== 'linux')('a packed program', () => {
  const folder = temporaryFolder();
  let app: string;
  let archive: string;
  let files: readonly string[];
  let unpacked: ReadonlySet<string>;

  beforeAll(async () => {
    // Without libtensorflow for Arm: what is here of it would be half a gigabyte to copy.
    await build({
      projectDir: root,
      targets: Platform.LINUX.createTarget('dir', Arch.arm64),
      publish: 'never',
      config: {
        electronDist: standInDist(join(folder, 'dist')),
        directories: { output: join(folder, 'out') },
      },
    });
    app = join(folder, 'out', 'linux-arm64-unpacked');
    archive = join(app, 'resources', 'app.asar');
    const listed = listPackage(archive, { isPack: true }).map(line => line.split(' : /') as [string, string]);
    files = listed.map(([, file]) => file);
    unpacked = new Set(listed.filter(([how]) => how.startsWith('unpack')).map(([, file]) => file));
  }, 500_000);

  it('holds every file that it loads', () => {
    const text = (file: string) => extractFile(archive, file).toString('utf8');
    const { missing, loaded } = loadedFrom(entries, new Set(files), text);
    expect(missing).toEqual([]);
    expect(loaded.length).toBeGreaterThan(200);
    const page = text('dist/renderer/index.html').matchAll(/(?:src|href)="\.\/([^"]+)"/g);
    const others = [
      ...[...page].map(([, file]) => `dist/renderer/${file}`),
      ...['u2netp', 'selfie'].flatMap(name =>
        ['model.json', 'weights.bin', 'installed.json'].map(file => `models/${name}/${file}`),
      ),
      ...['', '-simd', '-threaded-simd'].map(
        kind => `node_modules/@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm${kind}.wasm`,
      ),
      ...['package.json', 'LICENSE', 'models/catalogue.json', 'dist/desktop/preload.cjs'],
    ];
    expect(others.filter(file => !files.includes(file))).toEqual([]);
  });

  it('holds nothing else: no test, no source, no other door', () => {
    const known =
      /^(package\.json|LICENSE|THIRD-PARTY-LICENSES\.txt|(dist|models|assets|node_modules)(\/.*)?)$/;
    expect(files.filter(file => !known.test(file))).toEqual([]);
    const unwanted =
      /\.(ts|map|md)$|^dist\/src-main\/(cli|web)\/|^assets\/(readme|icon)|^node_modules\/(hono|commander|vite|svelte|electron|vitest)\/|\.test\.|\/__tests__\//;
    expect(files.filter(file => unwanted.test(file) && file !== 'assets/samples/CREDITS.md')).toEqual([]);
  });

  it('has native code, and what native code reads, beside its archive', () => {
    const outside = files.filter(file => /\.(node|dll|dylib|so(\.[\d.]+)?)$/.test(file));
    expect(outside.length).toBeGreaterThan(1);
    const samples = files.filter(file => /^assets\/samples\/.*\.(png|jpg)$/.test(file));
    expect([...outside, ...samples].filter(file => !unpacked.has(file))).toEqual([]);
    expect(samples.filter(file => !existsSync(join(`${archive}.unpacked`, file)))).toEqual([]);
    const scripts = files.filter(file => file.startsWith('dist/') && unpacked.has(file));
    expect(scripts).toEqual([]);
  });

  it('leaves out the engine that there is no library for', () => {
    expect(files.filter(file => file.includes('tfjs-node'))).toEqual([]);
  });

  it('has its fuses set', async () => {
    const [off, on] = ['0', '1'].map(state => state.charCodeAt(0));
    const wire = await getCurrentFuseWire(join(app, 'portrait-studio'));
    expect(wire).toMatchObject({
      [FuseV1Options.RunAsNode]: off,
      [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: off,
      [FuseV1Options.EnableNodeCliInspectArguments]: off,
      [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: on,
      [FuseV1Options.OnlyLoadAppFromAsar]: on,
      [FuseV1Options.GrantFileProtocolExtraPrivileges]: off,
    });
  });

  it('finds a subject with what it holds, and nothing beside it', async () => {
    const out = join(folder, 'extracted');
    extractAll(archive, out);
    const script = fileURLToPath(new URL('./packed-job.js', import.meta.url));
    const env = {
      ...process.env,
      PORTRAIT_MODELS: join(folder, 'none'),
      PORTRAIT_DATA: join(folder, 'data'),
    };
    const { stdout } = await promisify(execFile)(process.execPath, [script, out], { env });
    expect(JSON.parse(stdout)).toMatchObject({ ok: true, engine: 'wasm' });
  }, 240_000);
});

it.skipIf(!native)('the native engine is packed where there is a library for it', () => {
  const config = { files: [{ filter: ['dist/**'] }] };
  const context = (arch: Arch) => ({ electronPlatformName: 'linux', arch, packager: { config } });
  beforePack(context(Arch.arm64));
  expect(config.files[0].filter).toContain('!node_modules/@tensorflow/tfjs-node/**');
  expect(config.files[0].filter).not.toContain('!node_modules/@tensorflow/tfjs-core/**');
  beforePack(context(Arch.x64));
  expect(config.files[0].filter).toEqual(['dist/**']);
});
