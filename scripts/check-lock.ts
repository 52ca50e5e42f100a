/** `node scripts/check-lock.ts [FILE]`: whether package-lock.json is sound. Ends with 1, and one sentence a fault. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type LockFile, lockFaults } from './lock/faults.ts';

const file = process.argv[2] ?? fileURLToPath(new URL('../package-lock.json', import.meta.url));
const faults = lockFaults(JSON.parse(readFileSync(file, 'utf8')) as LockFile);
for (const fault of faults) console.error(`lock: ${fault}`);
if (faults.length > 0) process.exitCode = 1;
