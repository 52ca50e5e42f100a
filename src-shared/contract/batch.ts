import { z } from 'zod';
import { errorCodes } from './errors.ts';

/** What a batch says of itself: `--report FILE.json`, and `--json`. */

const done = z.object({
  state: z.literal('done'),
  photo: z.string(),
  output: z.string(),
  /** Pixels of the result. */
  width: z.number(),
  height: z.number(),
  bytes: z.number(),
  seconds: z.number(),
  /** Sentences. */
  warnings: z.array(z.string()),
});

/** Was done before, by the same program, in the same way, from the same bytes. */
const skipped = z.object({ state: z.literal('skipped'), photo: z.string(), output: z.string() });

const failed = z.object({
  state: z.literal('failed'),
  /** Or the folder that cannot be read. */
  photo: z.string(),
  code: z.enum(errorCodes),
  message: z.string(),
});

/** Not begun, or not finished, when the batch was interrupted. */
const left = z.object({ state: z.literal('left'), photo: z.string() });

const recordSchema = z.discriminatedUnion('state', [done, skipped, failed, left]);

export const batchReportSchema = z.object({
  version: z.literal(1),
  /** The program's version. */
  program: z.string(),
  out: z.string(),
  shard: z.object({ index: z.number(), count: z.number() }).optional(),
  /** SHA-256 of all that makes a result beside the photo: look, format, program, networks. */
  recipe: z.string(),
  seconds: z.number(),
  totals: z.object({
    done: z.number(),
    skipped: z.number(),
    failed: z.number(),
    left: z.number(),
    /** Files in the folders whose names are no photo's. */
    ignored: z.number(),
  }),
  photos: z.array(recordSchema),
  /** Pages of the contact sheet. */
  sheets: z.array(z.string()),
});

export type BatchReport = z.infer<typeof batchReportSchema>;
/** What came of one photo. */
export type PhotoRecord = z.infer<typeof recordSchema>;
export type Totals = BatchReport['totals'];
