import { PortraitError } from '../../src-shared/contract/errors.ts';
import type { Ending } from './channel.ts';

const OUT_OF_MEMORY = /out of memory|bad_alloc|cannot allocate/i;

/** Says in one sentence why the compute process ended, and what to do. */
export function explainEnding({ code, signal, lastWords }: Ending): PortraitError {
  const how = reason(code, signal, lastWords);
  return new PortraitError('compute-died', `The compute process ${how}. Nothing was lost: try again.`);
}

function reason(code: number | null, signal: string | null, lastWords: string): string {
  if (OUT_OF_MEMORY.test(lastWords)) return 'ran out of memory; close other programs or take a smaller photo';
  switch (signal) {
    case 'SIGKILL':
      return 'was killed (SIGKILL), by someone or for want of memory';
    case 'SIGILL':
      return 'met an instruction that this processor does not have (SIGILL); --engine wasm avoids it';
    case null:
      return `ended by itself with code ${String(code)}`;
    default:
      return `crashed (${signal})`;
  }
}
