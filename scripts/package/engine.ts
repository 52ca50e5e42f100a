/** Which engine goes into a package. */

const native = '@tensorflow/tfjs-node';

/**
 * Whether there is a libtensorflow that tfjs-node's addon links: none was made for Windows on Arm, and none that
 * loads for Apple silicon. There, TensorFlow.js runs in WASM.
 *
 * @param platform as Node and Electron name it
 */
export const hasLibtensorflow = (platform: string, arch: string): boolean =>
  arch === 'x64' && ['linux', 'win32', 'darwin'].includes(platform);

type Names = Readonly<Record<string, string>>;

/** What package-lock.json says of a package that is needed here. */
export interface LockedPackage {
  readonly dependencies?: Names;
  readonly optionalDependencies?: Names;
  readonly peerDependencies?: Names;
}
/** By folder; '' is the program itself. */
export type LockedPackages = Readonly<Record<string, LockedPackage>>;

/** @returns the folders of packages that only the native engine needs, as `node_modules/NAME` */
export function onlyForNative(packages: LockedPackages): string[] {
  const others = reach(packages, '', new Set(), [native]);
  return [...reach(packages, '', new Set(), [])].filter(folder => !others.has(folder));
}

/** All that a package needs at run time, itself too. */
function reach(
  packages: LockedPackages,
  folder: string,
  found: Set<string>,
  without: readonly string[],
): Set<string> {
  found.add(folder);
  const { dependencies, optionalDependencies, peerDependencies } = packages[folder];
  const names = Object.keys({ ...dependencies, ...optionalDependencies, ...peerDependencies });
  for (const name of names.filter(name => !without.includes(name))) {
    const needed = resolved(packages, folder, name);
    if (needed !== undefined && !found.has(needed)) reach(packages, needed, found, without);
  }
  return found;
}

/** Where Node finds a package from a folder: in its own node_modules, or in one above. */
function resolved(packages: LockedPackages, folder: string, name: string): string | undefined {
  const inside = `${folder === '' ? '' : `${folder}/`}node_modules/${name}`;
  if (inside in packages) return inside;
  if (folder === '') return undefined;
  const above = folder.lastIndexOf('/node_modules/');
  return resolved(packages, above < 0 ? '' : folder.slice(0, above), name);
}
