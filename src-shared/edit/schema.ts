import { z } from 'zod';

/** The edit: the whole recipe, without pixels. Photo + edit = result, always the same. */

export const styles = ['lens', 'classic'] as const;
export type Style = (typeof styles)[number];

/** Six hexadecimal digits after a number sign, in sRGB. */
const hexColour = z.string().regex(/^#[0-9a-fA-F]{6}$/);

/** 0 … 100. `lens`: standard deviation in 1/50 % of the photo's diagonal. `classic`: the box's side in pixels. */
const blurAmount = z.number().min(0).max(100);

export const backgroundSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('blur'), amount: blurAmount }),
  z.object({ kind: z.literal('picture'), path: z.string().min(1) }),
  z.object({ kind: z.literal('colour'), colour: hexColour }),
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
  subject: z.literal('any'),
  feather: featherSchema,
  background: backgroundSchema,
});
export type Edit = z.infer<typeof editSchema>;

/** The blur that each style starts from: a clear one for the lens, the notebook's 100 × 100 box for classic. */
export const defaultBlur: Record<Style, number> = { lens: 50, classic: 100 };

export const defaultEdit = (style: Style = 'lens'): Edit => ({
  version: EDIT_VERSION,
  style,
  subject: 'any',
  feather: { width: 0, height: 0 },
  background: { kind: 'blur', amount: defaultBlur[style] },
});

/** Standard deviation of the lens blur in pixels, for a photo of this size. */
export const lensSigma = (amount: number, width: number, height: number): number =>
  (amount / 100) * 0.02 * Math.hypot(width, height);
