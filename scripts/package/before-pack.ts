/** electron-builder calls this before it packs for one system and processor: chooses the engine that goes along. */
import { existsSync, readFileSync } from 'node:fs';
import type { BeforePackContext } from 'app-builder-lib';
import { Arch, type FileSet } from 'electron-builder';
import { hasLibtensorflow, type LockedPackages, onlyForNative } from './engine.ts';

const root = new URL('../../', import.meta.url);
const addon = new URL('node_modules/@tensorflow/tfjs-node/lib/napi-v8/tfjs_binding.node', root);
const lock = readFileSync(new URL('package-lock.json', root), 'utf8');
const { packages } = JSON.parse(lock) as { packages: LockedPackages };
const withoutNative = onlyForNative(packages).map(folder => `!${folder}/**`);

export type Packing = Pick<BeforePackContext, 'electronPlatformName' | 'arch'> & {
  readonly packager: { readonly config: { files?: unknown } };
};

/** @throws Error when the native engine belongs into the package, and is not here */
export default function beforePack({ electronPlatformName, arch, packager: { config } }: Packing): void {
  const isNative = hasLibtensorflow(electronPlatformName, Arch[arch]);
  if (isNative && !existsSync(addon)) {
    throw new Error('The native engine is not here: run "npm run native" first, so that it is packed.');
  }
  // electron-builder has made one set of the list in electron-builder.yml.
  const [set] = config.files as [FileSet];
  const kept = [set.filter ?? []].flat().filter(pattern => !withoutNative.includes(pattern));
  set.filter = isNative ? kept : [...kept, ...withoutNative];
}
