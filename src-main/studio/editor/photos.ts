import { randomUUID } from 'node:crypto';
import type { ScreenPicture } from '../../../src-shared/contract/compute.ts';
import { PortraitError } from '../../../src-shared/contract/errors.ts';

/** A photo that a window has open. */
export interface OpenPhoto {
  readonly id: string;
  readonly path: string;
  readonly name: string;
  /** What its edit is kept under. */
  readonly editKey: string;
  readonly width: number;
  readonly height: number;
}

/** Encoded pictures a photo keeps: its proxy can be made again, of its mattes only the last few are asked for. */
const MOST_VERSIONS = 3;
const MOST_PROXIES = 8;

/** The photos that are open, under the names that were given out for them; with what their windows fetch. */
export class OpenPhotos {
  private readonly open = new Map<string, OpenPhoto>();
  private readonly proxies = new Map<string, ScreenPicture>();
  private readonly mattes = new Versions();
  private readonly colours = new Versions();

  add(photo: Omit<OpenPhoto, 'id'>, proxy: ScreenPicture): OpenPhoto {
    const added = { id: randomUUID(), ...photo };
    this.open.set(added.id, added);
    this.keepProxy(added.id, proxy);
    return added;
  }

  find(id: string): OpenPhoto | undefined {
    return this.open.get(id);
  }

  /** @throws PortraitError usage when no such photo is open */
  get(id: string): OpenPhoto {
    const photo = this.open.get(id);
    if (photo) return photo;
    throw new PortraitError(
      'usage',
      `Expected the name of an open photo but received "${id}"; open it again.`,
    );
  }

  close(id: string) {
    this.open.delete(id);
    this.proxies.delete(id);
    this.mattes.forget(id);
    this.colours.forget(id);
  }

  proxyOf(id: string): ScreenPicture | undefined {
    return this.proxies.get(id);
  }

  keepProxy(id: string, proxy: ScreenPicture) {
    this.proxies.delete(id);
    this.proxies.set(id, proxy);
    dropOldest(this.proxies, MOST_PROXIES);
  }

  /** @returns the version that the matte is fetched by */
  addMatte(id: string, matte: ScreenPicture): string {
    return this.mattes.add(id, matte);
  }

  matteOf(id: string, version: string): ScreenPicture | undefined {
    return this.mattes.get(id, version);
  }

  /** @returns the version that the edge's colours are fetched by */
  addColours(id: string, colours: ScreenPicture): string {
    return this.colours.add(id, colours);
  }

  coloursOf(id: string, version: string): ScreenPicture | undefined {
    return this.colours.get(id, version);
  }
}

/** The last few pictures of one kind, for each photo. */
class Versions {
  private readonly pictures = new Map<string, Map<string, ScreenPicture>>();
  private last = 0;

  add(id: string, picture: ScreenPicture): string {
    const versions = this.pictures.get(id) ?? new Map<string, ScreenPicture>();
    const version = String(++this.last);
    versions.set(version, picture);
    dropOldest(versions, MOST_VERSIONS);
    this.pictures.set(id, versions);
    return version;
  }

  get(id: string, version: string): ScreenPicture | undefined {
    return this.pictures.get(id)?.get(version);
  }

  forget(id: string) {
    this.pictures.delete(id);
  }
}

/** Keeps the last that were put into a map. */
export function dropOldest(map: Map<string, unknown>, most: number) {
  for (const key of map.keys()) {
    if (map.size <= most) return;
    map.delete(key);
  }
}
