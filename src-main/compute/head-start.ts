import type { EngineChoice, ToCompute } from '../../src-shared/contract/compute.ts';
import { startEngines } from './engines.ts';

/**
 * Networks take longest to get ready. Their engine begins to load with the first message that will need one, beside
 * the rest of this program, which has yet to be read; and once it is, the networks do, before the photo is looked at.
 *
 * @param message whatever came: it is checked later, by who answers it
 * @param program the rest of this program
 */
export function giveHeadStart(message: ToCompute, program: Promise<unknown>): void {
  if ('cancel' in message) return;
  const { engine, mask, network } = (message.request ?? {}) as Record<string, unknown>;
  if (!isChoice(engine) || mask !== undefined) return;
  if (network === undefined) startFor(engine, program);
  else startEngines(engine);
}

/** Engine and networks, for who is told so before any message comes. @param engine none when it is no engine's name */
export function startFor(engine: unknown, program: Promise<unknown>): void {
  if (!isChoice(engine)) return;
  startEngines(engine);
  void program.then(() => startNetworks(engine));
}

/** What goes wrong is told when a photo needs them. */
async function startNetworks(engine: EngineChoice) {
  const { networksFor } = await import('./subject/networks.ts');
  await networksFor(engine).catch(() => undefined);
}

/** The contract's own list comes with all of its schemas. */
const isChoice = (engine: unknown): engine is EngineChoice =>
  engine === 'auto' || engine === 'native' || engine === 'wasm';
