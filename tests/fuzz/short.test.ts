import fc from 'fast-check';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { judge } from './judge.ts';
import { findingsFolder } from './kept.ts';
import { loadTarget, targetNames } from './target.ts';

/** Always the same inputs: what fails here fails again. `npm run fuzz` tries others, for as long as one likes. */
const seed = 20261123;
const SECONDS = 1;

describe.each(targetNames)('the door %s', async name => {
  const target = await loadTarget(name);
  afterAll(() => target.close?.());

  it('takes whatever comes, or refuses it with a code', async () => {
    const property = fc.asyncProperty(target.inputs, input => judge(target.run, input));
    // One in any case, however slow the machine.
    await fc.assert(property, { seed, numRuns: 1 });
    const more = await fc.check(property, {
      seed,
      numRuns: 5000,
      interruptAfterTimeLimit: SECONDS * 1000,
    });
    expect(more.counterexample, fc.defaultReportMessage(more)).toBeNull();
  });

  const folder = join(findingsFolder, name);
  for (const file of existsSync(folder) ? readdirSync(folder) : []) {
    it(`no longer stumbles over ${file}`, async () => {
      await expect(judge(target.run, target.read(readFileSync(join(folder, file))))).resolves.toBeUndefined();
    });
  }
});
