import { z } from 'zod';
import { outputFormats, type Warning } from '../compute.ts';
import { editSchema } from '../../edit/schema.ts';
import { channel, jobId, photoId } from './channel.ts';

export const exportSubjects = ['result', 'cut-out', 'matte'] as const;

export const exportOptionsSchema = z.object({
  /** `cut-out`: the subject on transparency. `matte`: alpha as a grey picture. */
  what: z.enum(exportSubjects),
  format: z.enum(outputFormats),
  quality: z.number().int().min(1).max(100),
  /** Longest side in pixels; the photo's own when left out. */
  longSide: z.number().int().min(16).max(100_000).optional(),
  keepMetadata: z.boolean(),
});
export type ExportOptions = z.infer<typeof exportOptionsSchema>;

/** Something was written: where a desktop person finds it, or where the browser downloads it from. */
export interface Delivery {
  /** File name. */
  readonly name: string;
  readonly bytes: number;
  /** Full path, where the main side wrote it at its place. */
  readonly path?: string;
  /** Address relative to the door's `downloads`, where the page must fetch it. */
  readonly download?: string;
  readonly warnings: readonly Warning[];
  /** The person closed the dialog: nothing was written. */
  readonly dismissed?: true;
}

export const exportChannels = {
  'export.run': channel<Delivery>()(
    z.object({
      photo: photoId,
      job: jobId,
      edit: editSchema,
      options: exportOptionsSchema,
      /** Where it went last time, without asking; a photo that never went anywhere goes beside the last that did. */
      again: z.boolean().default(false),
      /** Where the attempt that failed was to go, without asking anew. */
      retry: z.boolean().optional(),
    }),
  ),
  /** A guess at the file's size, from a small version. */
  'export.estimate': channel<{ bytes: number }>()(
    z.object({ photo: photoId, edit: editSchema, options: exportOptionsSchema }),
  ),
  'export.show': channel<null>()(z.object({ path: z.string().min(1) })),
} as const;
