import type fc from 'fast-check';

/** A door of the program that strangers' input comes through. */
export interface Target<T> {
  /** What comes in; made by fast-check. */
  readonly inputs: fc.Arbitrary<T>;
  /** Lets one input in. @throws what the program throws; see `judge.ts` for what of it is a finding */
  readonly run: (input: T) => unknown;
  /** An input as it was kept in `findings/`. */
  readonly read: (kept: Uint8Array) => T;
  readonly write: (input: T) => Uint8Array;
  /** Ends what the target has started. */
  readonly close?: () => Promise<void>;
}

/** A target that reads bytes, which Jazzer.js can drive too, led by the branches that an input reaches. */
export interface BytesTarget extends Target<Uint8Array> {
  /** Small whole files to begin with. */
  readonly seeds: readonly Uint8Array[];
}

export const targetNames = [
  'tflite',
  'onnx',
  'graph-def',
  'archive',
  'tfjs',
  'photo',
  'edit',
  'contract',
  'command-line',
] as const;
export type TargetName = (typeof targetNames)[number];

export async function loadTarget(name: string): Promise<Target<unknown>> {
  const { target } = (await import(`./targets/${name}.ts`)) as { target: Target<unknown> };
  return target;
}

export const seedsOf = (target: Target<unknown>): readonly Uint8Array[] | undefined =>
  'seeds' in target ? (target as unknown as BytesTarget).seeds : undefined;
