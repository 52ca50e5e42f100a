import type { Failure } from './errors.ts';

/** What every call across a door answers: a value, or a code and one sentence. */
export type Result<T> = { readonly ok: true; readonly value: T } | ({ readonly ok: false } & Failure);

export const done = <T>(value: T): Result<T> => ({ ok: true, value });
export const failed = (failure: Failure): Result<never> => ({ ok: false, ...failure });
