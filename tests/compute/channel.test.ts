import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { forkCompute, type ForkWish } from '../../src-main/compute/channel.ts';

/** The environment of a compute process that is forked so. */
function environmentOf(wish: ForkWish): string {
  const channel = forkCompute(wish);
  try {
    return readFileSync(`/proc/${channel.pid}/environ`, 'utf8');
  } finally {
    channel.kill();
  }
}

const largePages = '/sys/kernel/mm/transparent_hugepage/enabled';
const hasLargePages = existsSync(largePages) && !readFileSync(largePages, 'utf8').includes('[never]');

describe.runIf(hasLargePages)('a compute process', () => {
  it('has TensorFlow give its memory back where one photo is all', () => {
    expect(environmentOf({ spares: true })).toContain('TF_ONEDNN_USE_SYSTEM_ALLOCATOR=1');
  });

  it('has it keep what it needs again for the next photo', () => {
    expect(environmentOf({})).not.toContain('TF_ONEDNN_USE_SYSTEM_ALLOCATOR');
  });
});
