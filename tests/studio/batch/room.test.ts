import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { Room } from '../../../src-main/studio/batch/room.ts';

/** Enters, and tells who is inside. */
function visitors(size: number, seats: number) {
  const room = new Room({ size, seats });
  const inside = new Map<string, () => void>();
  const enter = (name: string, need: number) => void room.enter(need).then(leave => inside.set(name, leave));
  const leave = (name: string) => {
    inside.get(name)?.();
    inside.delete(name);
  };
  const names = async () => {
    await turn();
    return [...inside.keys()].join(' ');
  };
  return { enter, leave, names };
}

describe('room for photos', () => {
  it('lets in what fits, and the others when someone leaves', async () => {
    const { enter, leave, names } = visitors(10, 9);
    for (const name of ['a', 'b', 'c']) enter(name, 4);
    expect(await names()).toBe('a b');
    leave('a');
    expect(await names()).toBe('b c');
  });

  it('lets in as many as there are seats', async () => {
    const { enter, leave, names } = visitors(10, 2);
    for (const name of ['a', 'b', 'c']) enter(name, 1);
    expect(await names()).toBe('a b');
    leave('b');
    expect(await names()).toBe('a c');
  });

  it('lets in alone what is larger than all of it, and nobody past it', async () => {
    const { enter, leave, names } = visitors(10, 9);
    enter('small', 1);
    enter('huge', 99);
    enter('late', 1);
    expect(await names()).toBe('small');
    leave('small');
    expect(await names()).toBe('huge');
    leave('huge');
    expect(await names()).toBe('late');
  });
});
