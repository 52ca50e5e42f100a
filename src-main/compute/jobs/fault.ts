import { PortraitError } from '../../../src-shared/contract/errors.ts';
import type { RequestOf } from '../../../src-shared/contract/compute.ts';

/** Breaks this process in the way that was asked for, so that the tests can see what its callers do. */
export function breakOnPurpose({ kind }: RequestOf<'fault'>): Promise<null> {
  if (!process.env['PORTRAIT_FAULTS']) {
    throw new PortraitError('usage', 'Faults are only for the tests: set PORTRAIT_FAULTS to allow them.');
  }
  switch (kind) {
    case 'abort':
      return process.abort();
    case 'memory':
      return fillMemory();
    case 'hang':
      for (;;);
  }
}

function fillMemory(): never {
  const kept: unknown[] = [];
  for (;;) kept.push(Array.from({ length: 1_000_000 }, (_, i) => ({ i })));
}
