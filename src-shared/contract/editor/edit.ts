import { z } from 'zod';
import { type Edit, editSchema } from '../../edit/schema.ts';
import { channel, photoId, sourceSchema } from './channel.ts';
import type { Delivery } from './export.ts';

export const editChannels = {
  /** Keeps the edit under the program's own folder, so that a crash loses a second at most. */
  'edit.keep': channel<null>()(z.object({ photo: photoId, edit: editSchema })),
  /** The kept edit is no longer wanted: it was thrown away, or undone to the start. */
  'edit.forget': channel<null>()(z.object({ photo: photoId })),
  /** Writes the edit as JSON, where the person says. */
  'edit.save': channel<Delivery>()(z.object({ photo: photoId, edit: editSchema })),
  /** Reads an edit that was saved; what is out of range or missing is repaired, and said. */
  'edit.open': channel<{ edit: Edit; repaired: boolean }>()(z.object({ source: sourceSchema })),
} as const;
