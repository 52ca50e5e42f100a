import { readdirSync } from 'node:fs';
import { constants, getPriority } from 'node:os';
import { expect, it, onTestFinished } from 'vitest';
import { forkCompute } from '../../src-main/compute/channel.ts';
import { ComputeClient } from '../../src-main/compute/client.ts';

it.skipIf(process.platform !== 'linux')(
  'lets windows go first with each of its threads, those of the networks too',
  { timeout: 60_000 },
  async () => {
    const channel = forkCompute({ givesWay: true });
    const client = new ComputeClient({ first: channel });
    onTestFinished(() => client.close());
    await client.call('warm', { engine: 'auto' });
    const threads = readdirSync(`/proc/${channel.pid}/task`);
    const lower = Math.max(getPriority(), constants.priority.PRIORITY_BELOW_NORMAL);
    expect(threads.length).toBeGreaterThan(10);
    expect(new Set(threads.map(thread => getPriority(Number(thread))))).toEqual(new Set([lower]));
  },
);
