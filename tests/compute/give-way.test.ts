import { readdirSync } from 'node:fs';
import { constants, getPriority } from 'node:os';
import { expect, it, onTestFinished } from 'vitest';
import { forkCompute } from '../../src-main/compute/channel.ts';
import { ComputeClient } from '../../src-main/compute/client.ts';

it.skipIf(process.platform !== 'linux')(
  'lets windows go first with each of its threads, and the rest of itself before its networks',
  { timeout: 60_000 },
  async () => {
    const channel = forkCompute({ givesWay: true });
    const client = new ComputeClient({ first: channel });
    onTestFinished(() => client.close());
    await client.call('warm', { engine: 'auto' });
    const threads = readdirSync(`/proc/${channel.pid}/task`);
    const priorities = threads.map(thread => getPriority(Number(thread)));
    const lower = Math.max(getPriority(), constants.priority.PRIORITY_BELOW_NORMAL);
    const behind = Math.min(lower + 5, 19);
    expect(new Set(priorities)).toEqual(new Set([lower, behind]));
    const { engine } = await client.call('engine', {});
    // What TensorFlow starts goes the way of who loaded it; WASM has the two threads that the networks are dealt to.
    const least = engine === 'native' ? 3 : 2;
    expect(priorities.filter(priority => priority === behind).length).toBeGreaterThanOrEqual(least);
  },
);
