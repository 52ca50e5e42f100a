import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { packageRoot, unpackedFolder, userRoot } from '../../models/index.ts';

/** Where the editor keeps what is its own. Nothing is ever written beside the photos. */
export interface Folders {
  /** Uploads, kept edits, settings. */
  readonly data: string;
  /** What went wrong. */
  readonly log: string;
  /** The pictures that ship. */
  readonly samples: string;
}

/** `PORTRAIT_DATA`, or the place for data that this system has; beside the networks that were fetched. */
export function editorFolders(env: NodeJS.ProcessEnv = process.env): Folders {
  const store = userRoot({ platform: process.platform, env: withoutStore(env), home: homedir() });
  const data = env['PORTRAIT_DATA'] || dirname(store);
  return {
    data,
    log: join(data, 'log'),
    samples: unpackedFolder(packageRoot(), 'assets', 'samples'),
  };
}

const withoutStore = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv => ({ ...env, PORTRAIT_MODELS: '' });
