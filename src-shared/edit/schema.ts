import { z } from 'zod';
import { regionSchema, strokeSchema } from './strokes.ts';
import { subjectSchema } from './subject.ts';

/** The edit: the whole recipe, without pixels. Photo + edit = result, always the same. */

export const styles = ['lens', 'classic'] as const;
export type Style = (typeof styles)[number];

/** Six hexadecimal digits after a number sign, in sRGB. */
const hexColour = z.string().regex(/^#[0-9a-fA-F]{6}$/);

/** 0 … 100. `lens`: standard deviation in 1/50 % of the photo's diagonal. `classic`: the box's side in pixels. */
const blurAmount = z.number().min(0).max(100);

/**
 * Where a backdrop lies: it covers the photo at scale 1, keeping its shape; the shift moves its middle away from
 * the photo's, in shares of the photo's width and height. What it leaves open shows its own edge, repeated.
 */
export const placementSchema = z.object({
  scale: z.number().min(0.1).max(10),
  x: z.number().min(-5).max(5),
  y: z.number().min(-5).max(5),
});
export type Placement = z.infer<typeof placementSchema>;

export const centred: Placement = { scale: 1, x: 0, y: 0 };

export const backgroundSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('blur'), amount: blurAmount }),
  z.object({
    kind: z.literal('picture'),
    path: z.string().min(1),
    placement: placementSchema.default(centred),
  }),
  z.object({ kind: z.literal('colour'), colour: hexColour }),
  /** Linear in the samples' own encoding; angle 0 runs from the top down, 90 from the left to the right. */
  z.object({
    kind: z.literal('gradient'),
    from: hexColour,
    to: hexColour,
    angle: z.number().min(0).max(360),
  }),
  z.object({ kind: z.literal('transparent') }),
]);
export type Background = z.infer<typeof backgroundSchema>;

/** Sides of the box that softens the matte, in pixels of the photo; 0 leaves it as it is. */
export const featherSchema = z.object({
  width: z.number().int().min(0).max(1000),
  height: z.number().int().min(0).max(1000),
});
export type Feather = z.infer<typeof featherSchema>;

export const EDIT_VERSION = 1;

export const editSchema = z.object({
  version: z.literal(EDIT_VERSION),
  style: z.enum(styles),
  subject: subjectSchema,
  strokes: z.array(strokeSchema).max(10_000).default([]),
  regions: z.array(regionSchema).max(1000).default([]),
  feather: featherSchema,
  background: backgroundSchema,
});
export type Edit = z.infer<typeof editSchema>;

/** The blur that each style starts from: a clear one for the lens, the notebook's 100 × 100 box for classic. */
export const defaultBlur: Record<Style, number> = { lens: 50, classic: 100 };

export const defaultEdit = (style: Style = 'lens'): Edit => ({
  version: EDIT_VERSION,
  style,
  subject: 'auto',
  strokes: [],
  regions: [],
  feather: { width: 0, height: 0 },
  background: { kind: 'blur', amount: defaultBlur[style] },
});

/** Standard deviation of the lens blur in pixels, for a photo of this size. */
export const lensSigma = (amount: number, width: number, height: number): number =>
  (amount / 100) * 0.02 * Math.hypot(width, height);
