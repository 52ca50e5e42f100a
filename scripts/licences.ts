/**
 * `npm run licences`: the licences of everything that is shipped, as THIRD-PARTY-LICENSES.txt. Ends with 1 and names the
 * package where a licence is none of those that we may ship. Reads nothing but package-lock.json and node_modules.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { bundledPackages, type Lock, shippedPackages, textOf } from './licences/collect.ts';
import { refusals } from './licences/allowed.ts';
import { pageOf } from './licences/page.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const lock = JSON.parse(readFileSync(`${root}package-lock.json`, 'utf8')) as Lock;
const packages = [...shippedPackages(lock, root), ...bundledPackages(root)];
const refused = refusals(packages);
for (const { name, version, licence } of refused) {
  console.error(
    `licences: ${name} ${version} is under ${licence}, which scripts/licences/allowed.ts does not list.`,
  );
}
if (refused.length > 0) process.exitCode = 1;
else {
  const texts = packages.map(found => ({ ...found, text: textOf(found) }));
  writeFileSync(`${root}THIRD-PARTY-LICENSES.txt`, pageOf(texts));
}
