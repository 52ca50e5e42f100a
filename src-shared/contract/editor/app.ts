import { z } from 'zod';
import type { Stage } from '../compute.ts';
import { channel, type Source, sourceSchema } from './channel.ts';
import { exportOptionsSchema } from './export.ts';
import type { PictureRef } from './photo.ts';

export const locales = ['en', 'ko'] as const;
export const themes = ['light', 'dark'] as const;

/** What is remembered between runs. Read back through this schema, so that damage is repaired. */
export const settingsSchema = z.object({
  /** Without it, the system's. */
  locale: z.enum(locales).optional().catch(undefined),
  theme: z.enum(themes).optional().catch(undefined),
  smartStrokes: z.boolean().catch(true),
  /** `share`: the diameter, of the photo's long side. */
  brush: z
    .object({ share: z.number().positive().max(1), hardness: z.number().min(0).max(1) })
    .catch({ share: 0.04, hardness: 0.7 }),
  exportOptions: exportOptionsSchema.optional().catch(undefined),
  /** Networks that were offered, and are not wanted. */
  declinedModels: z.array(z.string().max(100)).max(100).catch([]),
});
export type Settings = z.infer<typeof settingsSchema>;

export interface AppFacts {
  readonly version: string;
  readonly samples: readonly {
    readonly name: string;
    readonly title: string;
    readonly picture: PictureRef;
  }[];
  readonly recent: readonly { readonly name: string; readonly source: Source }[];
  readonly settings: Settings;
  /** Photos named when the program was started. */
  readonly opened: readonly Source[];
}

export interface About {
  readonly version: string;
  /** Of everything else that is in the program; empty where they were not collected. */
  readonly licences: string;
}

export const fileKinds = ['photo', 'backdrop', 'edit', 'model'] as const;

export const appChannels = {
  'app.facts': channel<AppFacts>()(z.object({})),
  'app.about': channel<About>()(z.object({})),
  'app.settings': channel<null>()(z.object({ settings: settingsSchema })),
  /** The system's own open dialog; empty when the person closed it. Only where the door has one. */
  'app.choose': channel<Source[]>()(z.object({ kind: z.enum(fileKinds), many: z.boolean() })),
  'app.reveal': channel<null>()(z.object({ source: sourceSchema })),
  /** What whoever reports a fault is asked for, as text: no picture, no file's name. What only the page knows comes along. */
  'app.diagnostics': channel<{ text: string }>()(
    z.object({ gpu: z.string().max(500).optional(), browser: z.string().max(500) }),
  ),
  /** The answer to `closing`: all that was to be kept has been sent. */
  'app.flushed': channel<null>()(z.object({})),
} as const;

/** Of what the compute process does, and of fetching a network. */
export type JobStage = Stage | 'fetch' | 'install';

/** What the main side tells the window unasked. */
export interface EditorEvents {
  progress: { readonly job: string; readonly stage: JobStage; readonly share: number };
  /** A file was opened from outside: open-with, a second start, a recent file in the menu. */
  open: { readonly sources: readonly Source[] };
  /** A menu item that the window carries out. */
  command: { readonly name: Command };
  /** The window is about to close. */
  closing: null;
}
export type EventName = keyof EditorEvents;

export const commands = [
  'open',
  'close-photo',
  'export',
  'export-again',
  'undo',
  'redo',
  'fit',
  'actual-size',
  'zoom-in',
  'zoom-out',
  'save-edit',
  'open-edit',
  'copy',
  'shortcuts',
  'copy-diagnostics',
  'about',
] as const;
export type Command = (typeof commands)[number];
