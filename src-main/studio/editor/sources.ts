import { basename, join, resolve } from 'node:path';
import type { Source } from '../../../src-shared/contract/editor/channel.ts';
import { missingCase, PortraitError } from '../../../src-shared/contract/errors.ts';
import type { Desk } from './desk.ts';

/** The pictures that ship. The first two are offered as photos, the last is a backdrop to try. */
export const samples = [
  { name: 'astronaut', title: 'Astronaut', file: 'astronaut.png', width: 512, height: 512, offered: true },
  { name: 'chelsea', title: 'Chelsea the cat', file: 'chelsea.png', width: 451, height: 300, offered: true },
  {
    name: 'hubble',
    title: 'Deep field',
    file: 'hubble-deep-field.jpg',
    width: 1000,
    height: 872,
    offered: false,
  },
] as const;

/** Where sources' files lie. */
export type Whereabouts = Pick<Desk, 'uploads' | 'folders' | 'granted'>;

export interface Located {
  readonly path: string;
  /** For a person. */
  readonly name: string;
}

/** @throws PortraitError photo-missing; usage for a path that the page may not name */
export async function locate(source: Source, { uploads, folders, granted }: Whereabouts): Promise<Located> {
  switch (source.kind) {
    case 'path': {
      const path = resolve(source.path);
      await granted.require(path);
      const upload = uploads.idOf(path);
      return { path, name: upload === undefined ? basename(path) : await uploads.nameOf(upload) };
    }
    case 'upload':
      return { path: await uploads.pathOf(source.upload), name: await uploads.nameOf(source.upload) };
    case 'sample': {
      const { file } = sampleNamed(source.name);
      return { path: join(folders.samples, file), name: file };
    }
    default:
      return missingCase(source);
  }
}

export function sampleNamed(name: string): (typeof samples)[number] {
  const sample = samples.find(known => known.name === name);
  if (sample) return sample;
  const known = samples.map(known => known.name).join(', ');
  throw new PortraitError('photo-missing', `Expected a sample among ${known} but received "${name}".`);
}
