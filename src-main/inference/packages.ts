/** TensorFlow.js' packages are taken with `require`, and only once they are needed: some take half a second to load. */
import { createRequire } from 'node:module';
import { dirname } from 'node:path';

const load = createRequire(import.meta.url);

/** @throws whatever Node and the addon throw; tfjs-node's own errors have no code */
export const requireOptional = (name: string): unknown => load(name);

/** @returns the installed version, or undefined when the package is not there */
export function packageVersion(name: string): string | undefined {
  try {
    return (load(`${name}/package.json`) as { version: string }).version;
  } catch {
    return undefined;
  }
}

/** The folder of a package that is installed. */
export const packageFolder = (name: string): string => dirname(load.resolve(`${name}/package.json`));
