import { describe, expect, it } from 'vitest';
import { capacityOf, type Machine, memoryNeed } from '../../../src-main/studio/batch/memory.ts';

const machine = (more: Partial<Machine>): Machine => ({
  cores: 2,
  free: 20e9,
  total: 24e9,
  limit: 0,
  platform: 'linux',
  ...more,
});
const largest = memoryNeed(12_000, 8400);

describe('how much may be under way at once', () => {
  it('is a photo a core, in one process up to four cores', () => {
    expect(capacityOf(machine({}))).toMatchObject({ processes: 1, jobs: 2 });
    expect(capacityOf(machine({ cores: 16 }))).toMatchObject({ processes: 4, jobs: 16 });
    expect(capacityOf(machine({ cores: 16 }), 3)).toMatchObject({ processes: 1, jobs: 3 });
    expect(capacityOf(machine({}), 12)).toMatchObject({ processes: 1, jobs: 12 });
  });

  it('keeps within what is free, and within what a container may have', () => {
    const { room } = capacityOf(machine({ free: 4e9 }));
    expect(room).toBeLessThan(4e9 - 800e6);
    expect(room).toBeGreaterThan(memoryNeed(4000, 3000) * 2);
    expect(capacityOf(machine({ limit: 4e9 })).room).toBe(room);
    expect(capacityOf(machine({ free: 4e9, limit: Number.MAX_SAFE_INTEGER })).room).toBe(room);
  });

  it('starts fewer processes rather than none of the photos', () => {
    expect(capacityOf(machine({ cores: 64, free: 4e9 })).processes).toBe(2);
    expect(capacityOf(machine({ cores: 64, limit: 512e6 }))).toMatchObject({ processes: 1, room: 0 });
  });

  it('does not believe macOS that next to nothing is free', () => {
    const mac = capacityOf(machine({ platform: 'darwin', free: 100e6 }));
    expect(mac.room).toBeGreaterThan(largest);
  });

  it('has room for one of the largest photos, or some of the usual ones, on a machine of 4 GB', () => {
    const { room } = capacityOf(machine({ free: 4e9 }));
    expect(largest).toBeLessThan(room);
    expect(largest * 2).toBeGreaterThan(room);
  });
});
