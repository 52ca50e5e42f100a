import type { z } from 'zod';
import {
  backgroundSchema,
  defaultEdit,
  type Edit,
  edgeSchema,
  EDIT_VERSION,
  featherSchema,
  keySchema,
  lensSchema,
  sceneSchema,
  styles,
} from './schema.ts';
import { subjectSchema } from './subject.ts';
import { type Region, regionSchema, type Stroke, strokeSchema } from './strokes.ts';

export interface Repaired {
  readonly edit: Edit;
  /** Something was out of range, missing or unknown, and got its default. */
  readonly repaired: boolean;
}

/** An edit that was saved, read back: what is wrong in it gets its default. Undefined when it is no edit at all. */
export function repairEdit(saved: unknown): Repaired | undefined {
  if (!isRecord(saved) || !Number.isInteger(saved['version'])) return undefined;
  const fallback = defaultEdit(saved['style'] === 'classic' ? 'classic' : 'lens');
  let repaired = saved['version'] !== EDIT_VERSION;
  const take = <T>(schema: z.ZodType<T>, value: unknown, otherwise: T): T => {
    const read = schema.safeParse(value);
    if (!read.success) repaired = true;
    return read.success ? read.data : otherwise;
  };
  /** What an edit of an earlier version did not have yet is no damage. */
  const since = <T>(schema: z.ZodType<T>, value: unknown, otherwise: T): T =>
    value === undefined ? otherwise : take(schema, value, otherwise);
  const list = <T>(schema: z.ZodType<T>, value: unknown, most: number): T[] => {
    if (value === undefined) return [];
    const items = Array.isArray(value) ? (value as unknown[]) : [];
    const good = items.slice(0, most).flatMap(item => schema.safeParse(item).data ?? []) as T[];
    if (!Array.isArray(value) || good.length !== items.length) repaired = true;
    return good;
  };
  if (!styles.some(style => style === saved['style'])) repaired = true;
  const edit: Edit = {
    ...fallback,
    subject: take(subjectSchema, saved['subject'], fallback.subject),
    key: since(keySchema.nullable(), saved['key'], fallback.key),
    strokes: list<Stroke>(strokeSchema, saved['strokes'], 10_000),
    regions: list<Region>(regionSchema, saved['regions'], 1000),
    edge: since(edgeSchema, saved['edge'], fallback.edge),
    feather: take(featherSchema, saved['feather'], fallback.feather),
    lens: since(lensSchema, saved['lens'], fallback.lens),
    background: take(backgroundSchema, saved['background'], fallback.background),
    scene: since(sceneSchema, saved['scene'], fallback.scene),
  };
  return { edit, repaired };
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
