import { z } from 'zod';
import { centred } from './centred.ts';
import { regionSchema, strokeSchema } from './strokes.ts';
import { subjectSchema } from './subject.ts';

/** The edit: the whole recipe, without pixels. Photo + edit = result, always the same. */

export const styles = ['lens', 'classic'] as const;
export type Style = (typeof styles)[number];

/** Six hexadecimal digits after a number sign, in sRGB. */
const hexColour = z.string().regex(/^#[0-9a-fA-F]{6}$/);

/** How much of an effect, 0 … 100. */
const amount = z.number().min(0).max(100);

/** `lens`: standard deviation in 1/50 % of the photo's diagonal. `classic`: the box's side in pixels. */
const blurAmount = amount;

/** How a backdrop takes the photo's shape: covering it, lying whole within it, or stretched over it. */
export const fits = ['fill', 'fit', 'stretch'] as const;
export type Fit = (typeof fits)[number];

/**
 * Where a backdrop lies: at scale 1 it fits the photo as `fit` says; the shift moves its middle away from the
 * photo's, in shares of the photo's width and height. What it leaves open shows its own edge, repeated.
 */
export const placementSchema = z.object({
  fit: z.enum(fits).default('fill'),
  /** Left and right changed over. */
  flip: z.boolean().default(false),
  scale: z.number().min(0.1).max(10),
  x: z.number().min(-5).max(5),
  y: z.number().min(-5).max(5),
});
export type Placement = z.infer<typeof placementSchema>;

export { centred };

export const backgroundSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('blur'), amount: blurAmount }),
  z.object({
    kind: z.literal('picture'),
    path: z.string().min(1).max(10_000),
    placement: placementSchema.default(centred),
    /** Out of focus, as much as the photo's own background would be with this amount. */
    blur: blurAmount.default(0),
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

/** What happens to the matte's edge, and to the colours there. */
export const edgeSchema = z.object({
  /** Pixels of the photo that the edge moves: out of the subject, or into it where negative. */
  shift: z.number().min(-100).max(100),
  /** 0 leaves the edge as it is, 100 makes it all but hard. */
  contrast: amount,
  /** How much of the old background's light is taken out of the edge's colours. */
  decontaminate: amount,
});
export type Edge = z.infer<typeof edgeSchema>;

export const lensShapes = ['disc', 'hexagon', 'heptagon', 'gaussian'] as const;
export type LensShape = (typeof lensShapes)[number];

/** The lens that blurs the background; classic has its box. */
export const lensSchema = z.object({
  shape: z.enum(lensShapes),
  /** How far bright points outshine what a photo's levels can hold. */
  highlights: amount,
  /** Sharp on the ground at the subject's feet, more blurred with height. */
  falloff: z.boolean(),
});
export type Lens = z.infer<typeof lensSchema>;

/** What makes subject and background look as if one camera took them. */
export const sceneSchema = z.object({
  /** How far exposure and white balance of the one move towards the other's. */
  matchLight: amount,
  /** The one that moves. */
  matched: z.enum(['backdrop', 'subject']),
  /** How much of the photo's own grain goes on what was blurred or replaced. */
  grain: amount,
});
export type Scene = z.infer<typeof sceneSchema>;

/** A screen of one colour behind the subject: alpha comes from the colour, and no network is asked. */
export const keySchema = z.object({
  colour: hexColour,
  /** How far from the screen's colour still counts as the screen. */
  tolerance: amount.default(50),
  /** How much of the screen's light is taken off the subject. */
  spill: amount.default(100),
});
export type Key = z.infer<typeof keySchema>;

export const keyNames = { green: '#00b140', blue: '#0047bb' } as const;

export const EDIT_VERSION = 1;

export const plainEdge: Edge = { shift: 0, contrast: 0, decontaminate: 0 };

/** The edge that each style starts from: the notebook knows nothing of colours that mix there. */
export const defaultEdge: Record<Style, Edge> = {
  lens: { ...plainEdge, decontaminate: 100 },
  classic: plainEdge,
};
export const plainLens: Lens = { shape: 'disc', highlights: 0, falloff: false };
export const plainScene: Scene = { matchLight: 0, matched: 'backdrop', grain: 0 };

export const editSchema = z.object({
  version: z.literal(EDIT_VERSION),
  style: z.enum(styles),
  subject: subjectSchema,
  key: keySchema.nullable().default(null),
  strokes: z.array(strokeSchema).max(10_000).default([]),
  regions: z.array(regionSchema).max(1000).default([]),
  edge: edgeSchema.default(plainEdge),
  feather: featherSchema,
  lens: lensSchema.default(plainLens),
  background: backgroundSchema,
  scene: sceneSchema.default(plainScene),
});
export type Edit = z.infer<typeof editSchema>;

/** The blur that each style starts from: a clear one for the lens, the notebook's 100 × 100 box for classic. */
export const defaultBlur: Record<Style, number> = { lens: 50, classic: 100 };

export const defaultEdit = (style: Style = 'lens'): Edit => ({
  version: EDIT_VERSION,
  style,
  subject: 'auto',
  key: null,
  strokes: [],
  regions: [],
  edge: defaultEdge[style],
  feather: { width: 0, height: 0 },
  lens: plainLens,
  background: { kind: 'blur', amount: defaultBlur[style] },
  scene: plainScene,
});

/** Standard deviation of the lens blur in pixels, for a photo of this size. */
export const lensSigma = (amount: number, width: number, height: number): number =>
  (amount / 100) * 0.02 * Math.hypot(width, height);
