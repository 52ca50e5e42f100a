import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../making/folder.ts';
import { killAtWork } from './kill.ts';
import { scenarioNamed } from './scenario.ts';

/** A few of those that `npm run soak:kills` makes. */
describe.each(['export', 'autosave', 'settings'] as const)('a program that is killed over %s', name => {
  it('leaves nothing half-written under a final name, and starts again', async () => {
    const folder = temporaryFolder();
    const scenario = await scenarioNamed(name);
    const env = (await scenario.prepare?.(folder)) ?? {};
    for (const aim of ['program', 'group'] as const) {
      const said = await killAtWork(name, { ...scenario, within: 800 }, folder, env, aim);
      expect(await scenario.look(folder, said)).toEqual([]);
    }
  });
});
