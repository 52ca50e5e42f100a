import type { Failure } from '../../../src-shared/contract/errors.ts';
import type { Answer, EngineFacts, EnginePreference, Network } from '../engine.ts';
import type { StoredNetwork } from '../stored-network.ts';

/** What is asked of an inference thread, and what it answers. Networks and requests are known by numbers. */

export type Ask =
  | { readonly kind: 'engine'; readonly preference: EnginePreference }
  | { readonly kind: 'open'; readonly preference: EnginePreference; readonly stored: StoredNetwork }
  | {
      readonly kind: 'run';
      readonly network: number;
      readonly input: Float32Array;
      readonly shape: readonly number[];
    }
  | { readonly kind: 'dispose'; readonly network: number };

/** By kind of question. */
export interface Replies {
  readonly engine: EngineFacts;
  readonly open: { readonly network: number; readonly executor: Network['executor'] };
  readonly run: Answer[];
  readonly dispose: null;
}

export interface ToThread {
  readonly id: number;
  readonly ask: Ask;
}

export type FromThread =
  | { readonly id: number; readonly reply: Replies[Ask['kind']] }
  | { readonly id: number; readonly failure: Failure };
