/** What a package-lock.json is checked for. */
export interface LockFile {
  readonly lockfileVersion: number;
  readonly packages: Readonly<Record<string, LockEntry>>;
}

interface LockEntry {
  readonly name?: string;
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly link?: boolean;
  readonly inBundle?: boolean;
}

/** A sum of 64 bytes; npm gives no shorter ones to what is published today. */
const sum = /^sha512-[A-Za-z0-9+/]{86}==$/;

/**
 * Somebody who changes a lock file can have another package installed than its name says: from an address, from git,
 * under another's name, or without a sum. Where a package comes from is left to each user's npm: no address is kept.
 *
 * @returns one sentence a fault
 */
export function lockFaults({ lockfileVersion, packages }: LockFile): string[] {
  const version = lockfileVersion === 3 ? [] : [`Expected version 3 but found ${lockfileVersion}.`];
  const entries = Object.entries(packages).filter(([folder]) => folder !== '');
  return [...version, ...entries.flatMap(([folder, entry]) => entryFaults(folder, entry))];
}

function entryFaults(folder: string, entry: LockEntry): string[] {
  const { version = '', resolved, integrity = '', link, inBundle, name } = entry;
  const faults: string[] = [];
  if (!/^(node_modules\/(@[\w.-]+\/)?[\w.-]+\/?)+$/.test(folder)) faults.push('lies outside node_modules');
  if (link) faults.push('is a link to another folder');
  if (name !== undefined) faults.push(`is in truth the package ${name}`);
  if (resolved !== undefined) faults.push('keeps the address that it came from');
  if (!/^\d+\.\d+\.\d+/.test(version)) faults.push(`has the version "${version}", which is none`);
  // What a package brings inside itself is under that package's sum.
  if (!inBundle && !sum.test(integrity)) faults.push('has no sha512 sum');
  return faults.map(fault => `${folder} ${fault}.`);
}
