import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Autosave } from '../../src-renderer/state/autosave.ts';

describe('autosave', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('saves the newest value once, within a second of the first change', () => {
    const save = vi.fn();
    const autosave = new Autosave<number>(save);
    for (const value of [1, 2, 3]) autosave.touch(value);
    vi.advanceTimersByTime(500);
    autosave.touch(9);
    vi.advanceTimersByTime(500);
    expect(save).toHaveBeenCalledOnce();
    expect(save).toHaveBeenLastCalledWith(9);
  });

  it('saves at once when the window goes, and nothing twice', () => {
    const save = vi.fn();
    const autosave = new Autosave<string>(save);
    autosave.touch('edit');
    autosave.flush();
    autosave.flush();
    vi.advanceTimersByTime(5000);
    expect(save.mock.calls).toEqual([['edit']]);
  });
});
