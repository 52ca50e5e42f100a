import { z } from 'zod';

/** One channel: the schema of what is asked, and the type of what is answered. */
export interface Channel<Q, A> {
  readonly request: z.ZodType<Q>;
  /** Never there at run time: it carries the answer's type. */
  readonly answer?: (nothing: never) => A;
}

/** `channel<Answer>()(requestSchema)`: two calls, because the answer is named and the request inferred. */
export const channel =
  <A>() =>
  <Q>(request: z.ZodType<Q>): Channel<Q, A> => ({ request });

/**
 * Where a file comes from. `path`: the main side's own dialogs, drops and arguments. `upload`: bytes that the
 * page has handed in. `sample`: one of those that ship.
 */
export const sourceSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('path'), path: z.string().min(1).max(10_000) }),
  z.object({ kind: z.literal('upload'), upload: z.string().min(1).max(100) }),
  z.object({ kind: z.literal('sample'), name: z.string().min(1).max(100) }),
]);
export type Source = z.infer<typeof sourceSchema>;

/** An open photo's name for the main side. */
export const photoId = z.string().min(1).max(100);

/** A job's name, chosen by the window, so that it can be followed and cancelled. */
export const jobId = z.string().min(1).max(100);
