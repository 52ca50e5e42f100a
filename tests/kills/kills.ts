/**
 * `npm run soak:kills -- [N]`: kills the program N times (200) at random moments of what it writes, and looks each time
 * at what a next start finds.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withoutDeeplab } from '../models/deeplab-file.ts';
import { killAtWork } from './kill.ts';
import { age, leftoversIn } from './leftovers.ts';
import { type ScenarioName, scenarioNamed, scenarioNames } from './scenario.ts';

const kills = Number(process.argv[2] ?? 200);
const names = scenarioNames.filter(name => name !== 'pull' || withoutDeeplab === '');
const rows: object[] = [];
let wrong = 0;
for (const [i, name] of names.entries()) rows.push(await killed(name, share(kills, names.length, i)));
console.table(rows);
process.exit(wrong > 0 ? 1 : 0);

function share(whole: number, parts: number, i: number): number {
  return Math.floor((whole * (i + 1)) / parts) - Math.floor((whole * i) / parts);
}

/** One folder for all kills of a kind: each victim is also the next start of the one before. */
async function killed(name: ScenarioName, times: number) {
  const scenario = await scenarioNamed(name);
  const folder = mkdtempSync(join(tmpdir(), 'portrait-kills-'));
  const env = (await scenario.prepare?.(folder)) ?? {};
  const faults: string[] = [];
  let left = 0;
  for (let i = 0; i < times; i++) {
    const said = await killAtWork(name, scenario, folder, env, i % 2 ? 'group' : 'program');
    faults.push(...(await scenario.look(folder, said)));
    left = Math.max(left, leftoversIn(folder).length);
    age(leftoversIn(folder));
  }
  for (const fault of faults) console.error(`${name}: ${fault}`);
  wrong += faults.length;
  rmSync(folder, { recursive: true, force: true });
  return {
    'while it': name,
    kills: times,
    'not as it must be': faults.length,
    'most half-written files at once': left,
  };
}
