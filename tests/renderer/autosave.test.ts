import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Autosave } from '../../src-renderer/state/autosave.ts';

describe('autosave', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('saves the first change at once, and the newest of those that follow within a second', () => {
    const save = vi.fn();
    const autosave = new Autosave<number>(save);
    for (const value of [1, 2, 3]) autosave.touch(value);
    expect(save.mock.calls).toEqual([[1]]);
    vi.advanceTimersByTime(500);
    autosave.touch(9);
    vi.advanceTimersByTime(500);
    expect(save.mock.calls).toEqual([[1], [9]]);
    vi.advanceTimersByTime(5000);
    autosave.touch(10);
    expect(save.mock.calls).toEqual([[1], [9], [10]]);
  });

  it('saves at once when the window goes, and nothing twice', () => {
    const save = vi.fn();
    const autosave = new Autosave<string>(save);
    for (const value of ['first', 'edit']) autosave.touch(value);
    autosave.flush();
    autosave.flush();
    vi.advanceTimersByTime(5000);
    expect(save.mock.calls).toEqual([['first'], ['edit']]);
  });

  it('saves a change at once that follows on a flush', () => {
    const save = vi.fn();
    const autosave = new Autosave<string>(save);
    autosave.touch('before the export');
    autosave.flush();
    autosave.touch('after it');
    expect(save.mock.calls).toEqual([['before the export'], ['after it']]);
  });
});
