import { z } from 'zod';
import type { EngineAnswer } from '../compute.ts';
import { channel, jobId, sourceSchema } from './channel.ts';

/** A network, for the person who decides whether to have it. */
export interface ModelFacts {
  readonly name: string;
  readonly title: string;
  /** Of a network that was imported, the file's name. */
  readonly purpose: string;
  /** SPDX identifier; undefined where nobody has said. */
  readonly licence?: string | undefined;
  /** The page of those who made it. */
  readonly origin?: string | undefined;
  /** Of the file that is fetched, or was imported. */
  readonly bytes: number;
  readonly state: 'ok' | 'outdated' | 'damaged' | 'missing';
  /** One clause for each thing that is wrong with it. */
  readonly problems: readonly string[];
  /** It came with the program, which cannot do without it. */
  readonly shipped: boolean;
  /** It is in the person's own store, and can be removed from there. */
  readonly removable: boolean;
  /** It can be fetched. */
  readonly known: boolean;
  /** It was imported, and can name what is in a photo where DeepLab is not here. */
  readonly canName?: boolean;
}

export interface ModelsAnswer {
  readonly models: readonly ModelFacts[];
  /** What runs them, and why; undefined while the compute process does not answer. */
  readonly engine?: EngineAnswer | undefined;
}

const name = z.string().min(1).max(100);

export const modelChannels = {
  'models.list': channel<ModelsAnswer>()(z.object({})),
  /** Fetches a network, with progress; can be cancelled, and goes on where it was the next time. */
  'models.pull': channel<ModelsAnswer>()(z.object({ name, job: jobId })),
  /** Installs a network from a file of the person's. */
  'models.import': channel<ModelsAnswer & { name: string }>()(
    z.object({
      source: sourceSchema,
      /** Files of its weights, where it is not one file; of a path, those that lie beside it are read. */
      beside: z
        .array(z.object({ name: z.string().min(1).max(255), source: sourceSchema }))
        .max(1000)
        .optional(),
    }),
  ),
  /** Reads every file of the networks that are here and compares the sums. */
  'models.verify': channel<ModelsAnswer>()(z.object({})),
  'models.remove': channel<ModelsAnswer>()(z.object({ name })),
} as const;
