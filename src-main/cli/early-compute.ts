import type { EngineChoice } from '../../src-shared/contract/compute.ts';
import { type Channel, forkCompute } from '../compute/channel.ts';

/**
 * The compute process takes as long to get ready as this one takes to be read: where the call looks like a photo's, it
 * is started first of all, and told which engine to load.
 */
let begun: Channel | undefined;

/** Commands that no photo goes through. */
const others: ReadonlySet<string> = new Set(['models', 'doctor', 'completions', 'help']);
/** Options that do without the networks. */
const maskless = ['--mask', '--key', '--network'];

/** @param args what follows the program's name: one photo, most likely, if an option comes after it; more is found out later */
export function beginCompute(args: readonly string[]) {
  const first = args.at(0);
  if (first === undefined || first.startsWith('-') || others.has(first)) return;
  const second = args.at(1) ?? '-';
  begun = forkCompute({
    engine: first === 'matte' ? undefined : engineIn(args),
    spares: second.startsWith('-'),
  });
}

/** The process that was begun, once. */
export function takeCompute(): Channel | undefined {
  const channel = begun;
  begun = undefined;
  return channel;
}

function engineIn(args: readonly string[]): EngineChoice | undefined {
  if (args.some(word => maskless.some(name => word === name || word.startsWith(`${name}=`))))
    return undefined;
  const at = args.findIndex(word => word === '--engine' || word.startsWith('--engine='));
  if (at < 0) return 'auto';
  const engine = args[at].includes('=') ? args[at].split('=')[1] : args.at(at + 1);
  return engine === 'native' || engine === 'wasm' || engine === 'auto' ? engine : undefined;
}
