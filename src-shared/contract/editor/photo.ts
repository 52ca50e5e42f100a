import { z } from 'zod';
import { type ClassShare, engineChoices, type Screen, type Warning } from '../compute.ts';
import { regionSchema, strokeSchema } from '../../edit/strokes.ts';
import type { Noise } from '../../imaging/scene/noise.ts';
import { type SubjectClass, subjectSchema } from '../../edit/subject.ts';
import { type Edit, edgeSchema, featherSchema, keySchema, styles } from '../../edit/schema.ts';
import { channel, jobId, photoId, sourceSchema } from './channel.ts';

/** A picture that the window fetches: its address is relative to the door's `pictures`. */
export interface PictureRef {
  readonly address: string;
  readonly width: number;
  readonly height: number;
}

export interface OpenedPhoto {
  readonly photo: string;
  /** File name, for a person. */
  readonly name: string;
  /** Full size, upright. */
  readonly width: number;
  readonly height: number;
  /** The photo at screen scale, long side ≤ 2048: JPEG or PNG, in the photo's own numbers. */
  readonly proxy: PictureRef;
  readonly hasAlpha: boolean;
  readonly warnings: readonly Warning[];
  /** An edit of this photo that was under way when the program last ended or closed it. */
  readonly recovered?: Edit;
}

export interface MadeMatte {
  /** Alpha at the proxy's size: PNG, one channel. The edit's feather is not in it: the window applies that. */
  readonly matte: PictureRef;
  /** Share of the picture that is the subject, 0…1. */
  readonly subjectShare: number;
  /** Nothing stood out: the network was not half sure anywhere. */
  readonly empty: boolean;
  /** Undefined where no network was asked. */
  readonly engine?: 'native' | 'wasm' | undefined;
  /** The networks that looked, by their names in the store. */
  readonly models: readonly string[];
  /** What is in the photo, the largest first; empty where no network names things. */
  readonly classes: readonly ClassShare[];
  /** Those of them that are the subject; empty for whatever stands out. */
  readonly meant: readonly SubjectClass[];
  /** Where the edit keys a screen, and there is one. */
  readonly screen?: Screen | undefined;
  readonly milliseconds: number;
  /** The networks still look closer: asked again without `early`, there is a better matte. Absent when this is it. */
  readonly early?: true;
}

/** What says where the subject is. */
const marks = {
  engine: z.enum(engineChoices).default('auto'),
  /** `classic` takes the network's answer as yes or no, as the notebook does; lens when left out. */
  style: z.enum(styles).optional(),
  /** `auto` when left out. */
  subject: subjectSchema.optional(),
  strokes: z.array(strokeSchema).max(10_000),
  regions: z.array(regionSchema).max(1000),
};

export const photoChannels = {
  'photo.open': channel<OpenedPhoto>()(z.object({ source: sourceSchema, job: jobId })),
  'photo.close': channel<null>()(z.object({ photo: photoId })),
  /** Finds the subject when first asked (with progress), and applies clicks and strokes to it. */
  'photo.matte': channel<MadeMatte>()(
    z.object({
      photo: photoId,
      job: jobId,
      ...marks,
      key: keySchema.nullable().optional(),
      /** What the networks saw at first sight will do for now. */
      early: z.boolean().optional(),
    }),
  ),
  /** The colours that mix in that matte's edge: the subject's on the left, those behind it on the right. */
  'photo.colours': channel<PictureRef>()(
    z.object({ photo: photoId, job: jobId, ...marks, edge: edgeSchema, feather: featherSchema }),
  ),
  /** What the photo's grain is like, at full size. */
  'photo.noise': channel<Noise>()(z.object({ photo: photoId })),
  'job.cancel': channel<null>()(z.object({ job: jobId })),
} as const;
