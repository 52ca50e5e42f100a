import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A package that goes to the user, in a package of ours or beside one. */
export interface Shipped {
  readonly name: string;
  readonly version: string;
  /** As the package says; SPDX where it follows the rules. */
  readonly licence: string;
  /** Where it lies; absent for one of another system. */
  readonly folder: string;
}

interface Locked {
  readonly version?: string;
  readonly license?: string;
  readonly dev?: boolean;
  readonly devOptional?: boolean;
}
export interface Lock {
  readonly packages: Readonly<Record<string, Locked>>;
}

/** Built into the window: development packages, whose code ends up in dist/renderer. */
const bundled = ['svelte', 'i18next', '@lucide/svelte', 'pretendard'];
/** The program that carries ours. */
const carrier = 'electron';

/** What the program needs at run time, by the lock; also what another system's package has. */
export const shippedPackages = ({ packages }: Lock, root: string): Shipped[] =>
  Object.entries(packages)
    .filter(([folder, { dev, devOptional }]) => folder !== '' && !dev && !devOptional)
    .map(([folder, { version = '', license }]) => ({
      name: folder.slice(folder.lastIndexOf('node_modules/') + 'node_modules/'.length),
      version,
      licence: license ?? manifest(join(root, folder)).licence,
      folder: join(root, folder),
    }))
    .filter(({ name }) => !name.startsWith('@types/'));

export const bundledPackages = (root: string): Shipped[] =>
  [...bundled, carrier].map(name => {
    const folder = join(root, 'node_modules', name);
    return { name, folder, ...manifest(folder) };
  });

function manifest(folder: string): Pick<Shipped, 'version' | 'licence'> {
  const path = join(folder, 'package.json');
  if (!existsSync(path)) return { version: '', licence: 'unknown' };
  const { version, license } = JSON.parse(readFileSync(path, 'utf8')) as {
    version: string;
    license?: unknown;
  };
  return { version, licence: typeof license === 'string' ? license : 'unknown' };
}

/** The licence's own text, with notices; empty where the package brings none. */
export function textOf({ folder }: Shipped): string {
  if (!existsSync(folder)) return '';
  const files = readdirSync(folder).filter(file => /^(licen[cs]e|copying|notice|third-party)/i.test(file));
  const texts = files.sort().map(file => readFileSync(join(folder, file), 'utf8').trim());
  return texts.join('\n\n');
}
