import { homedir } from 'node:os';
import { join } from 'node:path';
import { packageRoot } from './package-root.ts';

/** Where a network is: what the user fetched, or what came with the program. */
export type Where = 'user' | 'shipped';

export interface Platform {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
}

const here = (): Platform => ({ platform: process.platform, env: process.env, home: homedir() });

/** The user's own store: `PORTRAIT_MODELS`, or the place for data that this system has. */
export function userRoot({ platform, env, home }: Platform = here()): string {
  if (env['PORTRAIT_MODELS']) return env['PORTRAIT_MODELS'];
  switch (platform) {
    case 'darwin':
      return join(home, 'Library', 'Application Support', 'Portrait Studio', 'models');
    case 'win32':
      return join(env['APPDATA'] ?? join(home, 'AppData', 'Roaming'), 'Portrait Studio', 'models');
    default:
      return join(env['XDG_DATA_HOME'] || join(home, '.local', 'share'), 'portrait-studio', 'models');
  }
}

/** The store inside the program's own folder. `npm ci` fills it; an installed program cannot write there. */
export const shippedRoot = (): string => join(packageRoot(), 'models');

/** In the order in which a network is looked for. */
export const storeRoots = (): readonly { readonly where: Where; readonly root: string }[] => [
  { where: 'user', root: userRoot() },
  { where: 'shipped', root: shippedRoot() },
];
