/**
 * `npm run fuzz -- [TARGET…] [--minutes N] [--seed N]`: lets broken input in at every door, N minutes a target.
 * Jazzer.js drives what reads bytes, where it is installed and its addon loads; fast-check all else.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { LONGEST_WAIT } from './judge.ts';
import { findingsFolder } from './kept.ts';
import { loadTarget, seedsOf, targetNames } from './target.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const corpora = here('../output/fuzz');

interface Row {
  readonly target: string;
  readonly fuzzer: string;
  readonly minutes: string;
  readonly executions: number;
  readonly findings: number;
  readonly 'peak MB': number;
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    minutes: { type: 'string', default: '1' },
    seed: { type: 'string', default: String(Date.now() % 2 ** 31) },
  },
});
const jazzer = findJazzer();
console.error(`Seed ${values.seed}. ${jazzer.why ?? 'Jazzer.js drives what reads bytes.'}`);
const rows: Row[] = [];
for (const name of positionals.length > 0 ? positionals : targetNames) rows.push(await fuzz(name));
console.table(rows);
process.exit(rows.some(({ findings }) => findings > 0) ? 1 : 0);

/** @returns its program, or why there is none */
function findJazzer(): { program?: string; why?: string } {
  const { resolve } = createRequire(import.meta.url);
  try {
    const program = resolve('@jazzer.js/core/dist/cli.js');
    createRequire(program)('@jazzer.js/fuzzer');
    return { program };
  } catch (error) {
    const [reason] = String(error).split('\n');
    return { why: `fast-check drives everything: Jazzer.js is not here (${reason}).` };
  }
}

async function fuzz(name: string): Promise<Row> {
  const seconds = Number(values.minutes) * 60;
  const seeds = seedsOf(await loadTarget(name));
  const program = seeds && jazzer.program;
  const begun = performance.now();
  const output = await said(
    program
      ? jazzerArguments(program, name, seeds, seconds)
      : [here('check.ts'), name, String(seconds), values.seed],
    name,
  );
  const stat = (key: string) => Number(new RegExp(`stat::${key}:\\s+(\\d+)`).exec(output)?.[1] ?? NaN);
  return {
    target: name,
    fuzzer: program ? 'Jazzer.js' : 'fast-check',
    minutes: ((performance.now() - begun) / 60_000).toFixed(1),
    executions: stat('number_of_executed_units'),
    findings: output.match(/^FINDING|^==\d+== ERROR/gm)?.length ?? 0,
    'peak MB': stat('peak_rss_mb'),
  };
}

/** What was found worth keeping in one run is where the next begins. */
function jazzerArguments(
  program: string,
  name: string,
  seeds: readonly Uint8Array[],
  seconds: number,
): string[] {
  const corpus = join(corpora, name);
  mkdirSync(corpus, { recursive: true });
  mkdirSync(join(findingsFolder, name), { recursive: true });
  seeds.forEach((seed, i) => writeFileSync(join(corpus, `seed-${i}`), seed));
  const longest = Math.max(...seeds.map(({ length }) => length));
  return [
    ...['--import', here('jazzer/register.js'), program, here('jazzer/entry.js'), corpus],
    ...['-i', 'src-main', '-i', 'src-shared', '--timeout', String(LONGEST_WAIT), '--'],
    ...[
      `-max_total_time=${seconds}`,
      `-timeout=${LONGEST_WAIT / 1000}`,
      '-rss_limit_mb=2048',
      `-seed=${values.seed}`,
    ],
    ...[`-max_len=${4 * longest}`, `-artifact_prefix=${join(findingsFolder, name)}/`, '-print_final_stats=1'],
  ];
}

function said(words: string[], name: string): Promise<string> {
  const env = { ...process.env, PORTRAIT_FUZZ_TARGET: name };
  const child = spawn(process.execPath, words, { env, stdio: ['ignore', 'ignore', 'pipe'] });
  return new Promise(resolve => {
    let output = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      const findings = text.split('\n').filter(line => /^FINDING|ERROR/.test(line));
      if (findings.length > 0) console.error(findings.join('\n'));
    });
    child.on('close', code => {
      if (code !== 0) console.error(output.slice(-3000));
      resolve(output);
    });
  });
}
