import { randomUUID } from 'node:crypto';
import type { ScreenPicture } from '../../../src-shared/contract/compute.ts';
import { dropOldest } from './photos.ts';

/** Encoded backdrops that windows fetch. */
const MOST = 8;

export class Backdrops {
  private readonly pictures = new Map<string, ScreenPicture>();

  /** @returns what it is fetched by */
  add(picture: ScreenPicture): string {
    const key = randomUUID();
    this.pictures.set(key, picture);
    dropOldest(this.pictures, MOST);
    return key;
  }

  get(key: string): ScreenPicture | undefined {
    return this.pictures.get(key);
  }
}
