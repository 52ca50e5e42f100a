import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { letGo } from '../../../src-main/compute/bands/collect.ts';
import { reusingMemory, sharedBytes } from '../../../src-main/compute/bands/shared-memory.ts';

beforeEach(() => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(() => vi.useRealTimers());

/** What nothing holds any more, unless the collector has not come by. */
async function left(make: () => object | Promise<object>): Promise<WeakRef<object>> {
  const reference = new WeakRef(await make());
  // Until the turn ends, it counts as in use.
  await setImmediate();
  return reference;
}

describe('memory of a program at rest', () => {
  it('is kept for the next job for five seconds, and given back then', async () => {
    const bytes = await left(() => reusingMemory(() => Promise.resolve(sharedBytes(1e6))));
    vi.advanceTimersByTime(4900);
    expect(bytes.deref()).toBeDefined();
    await setImmediate();
    vi.advanceTimersByTime(200);
    expect(bytes.deref()).toBeUndefined();
  });

  it('is given back by each thread that has had no pass for a while', async () => {
    const seen = await left(() => new Uint8Array(1e6));
    letGo();
    vi.advanceTimersByTime(5000);
    expect(seen.deref()).toBeDefined();
    await setImmediate();
    vi.advanceTimersByTime(600);
    expect(seen.deref()).toBeUndefined();
  });
});
