/** Fuzzes one target with fast-check for so many seconds: `check.ts TARGET SECONDS SEED`. */
import fc from 'fast-check';
import { judgedTarget } from './kept.ts';
import { loadTarget } from './target.ts';

const [name, seconds, seed] = process.argv.slice(2);
const { inputs, close } = await loadTarget(name);
const judged = await judgedTarget(name);
let executions = 0;
await fc.assert(
  fc.asyncProperty(inputs, async input => {
    executions++;
    await judged(input);
  }),
  {
    seed: Number(seed),
    numRuns: Number.MAX_SAFE_INTEGER,
    interruptAfterTimeLimit: Number(seconds) * 1000,
    markInterruptAsFailure: false,
  },
);
await close?.();
console.error(`stat::number_of_executed_units: ${executions}`);
console.error(`stat::peak_rss_mb: ${Math.round(process.resourceUsage().maxRSS / 1024)}`);
