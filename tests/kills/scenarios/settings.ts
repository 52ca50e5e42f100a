import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { settingsSchema } from '../../../src-shared/contract/editor/app.ts';
import { startBench } from '../../soak/bench.ts';
import type { Scenario } from '../scenario.ts';

/** Settings are written again and again; each promise kept is told. */
export const scenario: Scenario = {
  within: 500,
  async live(folder, say) {
    const { ask } = startBench(folder);
    const { settings } = await ask('app.facts', {});
    say('READY');
    for (let round = Number(settings.declinedModels.at(0) ?? 0) + 1; ; round++) {
      await ask('app.settings', { settings: { ...settings, declinedModels: [String(round)] } });
      say(String(round));
    }
  },
  look(folder, said) {
    const path = join(folder, 'data', 'settings.json');
    const promised = Math.max(0, ...said.map(({ text }) => Number(text) || 0));
    if (!existsSync(path)) return Promise.resolve(promised > 0 ? ['The settings are gone.'] : []);
    const { declinedModels } = settingsSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
    const round = declinedModels.at(0) ?? 'none';
    const isThere = Number(round) >= promised;
    return Promise.resolve(isThere ? [] : [`Setting ${promised} was written, and ${round} is there.`]);
  },
};
