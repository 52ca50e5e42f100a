import { z } from 'zod';

/** Strokes and clicks: what a hand has said about the subject. All coordinates are pixels of the photo. */

/** Farther out than any photo reaches. */
const coordinate = z.number().min(-1e6).max(1e6);

/** One press-drag-release of the brush. */
export const strokeSchema = z.object({
  mode: z.enum(['keep', 'drop']),
  /** Of the brush at full pressure. */
  radius: z.number().positive().max(20_000),
  /** 0 falls off from the middle, 1 is full up to the rim. */
  hardness: z.number().min(0).max(1),
  /** Refined to the photo's edges; otherwise the brush's own shape counts. */
  smart: z.boolean(),
  /** x, y, pressure 0…1. */
  points: z
    .array(z.tuple([coordinate, coordinate, z.number().min(0).max(1)]))
    .min(1)
    .max(20_000),
});
export type Stroke = z.infer<typeof strokeSchema>;

/** A click on one of several subjects: its connected region is added or dropped. */
export const regionSchema = z.object({ x: coordinate, y: coordinate, keep: z.boolean() });
export type Region = z.infer<typeof regionSchema>;
