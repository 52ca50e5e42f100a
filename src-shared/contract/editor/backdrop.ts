import { z } from 'zod';
import { channel, sourceSchema } from './channel.ts';
import type { PictureRef } from './photo.ts';

export interface OpenedBackdrop {
  /** What the edit's background names it by. */
  readonly path: string;
  readonly name: string;
  /** At screen scale, long side ≤ 2048. */
  readonly picture: PictureRef;
}

export const backdropChannels = {
  'backdrop.open': channel<OpenedBackdrop>()(z.object({ source: sourceSchema })),
} as const;
