/** Networks and engines in a person's words. */
import type { EngineAnswer } from '../../src-shared/contract/compute.ts';
import type { ModelFacts } from '../../src-shared/contract/editor/models.ts';
import { isText, language, t } from './text.svelte.ts';

/** The main side's own sentence is English; other languages have one a network. */
export function purposeText({ name, purpose, known }: ModelFacts): string {
  if (!known) return t('models.importedFrom', { file: purpose });
  const key = `models.purpose.${name}`;
  return language.locale !== 'en' && isText(key) ? t(key) : purpose;
}

export const licenceText = ({ licence }: ModelFacts): string => licence ?? t('models.noLicence');

/** What is the matter with it; what exactly is wrong is said in English alone. */
export function stateText({ state, problems, shipped, removable }: ModelFacts): string {
  if (state === 'ok') return t(shipped && !removable ? 'models.shipped' : 'models.ok');
  const exactly = language.locale === 'en' && problems.length > 0;
  return exactly ? `${t(`models.${state}`)}: ${problems.join(', ')}` : t(`models.${state}`);
}

export function engineText(engine: EngineAnswer | undefined): string {
  if (!engine) return t('engine.none');
  return t(`engine.${engine.engine}`, { threads: engine.threads });
}

/** Why it is this one. */
export function whyThisEngine(engine: EngineAnswer | undefined): string {
  if (!engine) return t('engine.noneWhy');
  if (engine.engine === 'native') return t('engine.nativeWhy');
  const why = language.locale === 'en' ? engine.whyNotNative : undefined;
  return why === undefined ? t('engine.wasmWhy') : `${t('engine.wasmWhy')} (${why})`;
}
