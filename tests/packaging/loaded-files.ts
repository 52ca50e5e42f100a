import { isBuiltin } from 'node:module';
import { posix } from 'node:path';

const imports = /(?:^import |^(?:import|export) .*from |[^'"]\bimport\(|^\} from )['"]([^'"\s]+)['"]/gm;

export interface Loaded {
  /** Our own files, by their place in the program. */
  readonly loaded: readonly string[];
  /** `FILE: what it imports and is not there`. */
  readonly missing: readonly string[];
}

/**
 * Follows imports from file to file. Of a package only its folder is looked for: which of its files Node takes is its
 * own affair.
 *
 * @param there all files, with slashes
 */
export function loadedFrom(
  entries: readonly string[],
  there: ReadonlySet<string>,
  textOf: (file: string) => string,
): Loaded {
  const loaded = new Set<string>();
  const missing: string[] = [];
  const open = [...entries];
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    if (loaded.has(file)) continue;
    if (!there.has(file)) missing.push(file);
    if (!there.has(file)) continue;
    loaded.add(file);
    for (const [, name] of textOf(file).matchAll(imports)) {
      if (name.startsWith('.')) open.push(posix.join(posix.dirname(file), name));
      else if (!isThere(name, there)) missing.push(`${file}: ${name}`);
    }
  }
  return { loaded: [...loaded], missing };
}

/** Optional: the program goes on without it. */
const optional = ['@tensorflow/tfjs-node'];

function isThere(name: string, there: ReadonlySet<string>): boolean {
  if (isBuiltin(name) || name === 'electron' || optional.some(known => name.startsWith(known))) return true;
  const folder = name
    .split('/')
    .slice(0, name.startsWith('@') ? 2 : 1)
    .join('/');
  return there.has(`node_modules/${folder}/package.json`);
}
