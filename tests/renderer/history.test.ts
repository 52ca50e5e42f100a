import { describe, expect, it } from 'vitest';
import {
  begin,
  canRedo,
  canUndo,
  current,
  jump,
  record,
  redo,
  undo,
} from '../../src-renderer/state/history.ts';

const step = (value: number, at = 0, merge?: string) => ({ name: 'step', value, at, merge });

describe('history', () => {
  it('goes back to the beginning and forward again', () => {
    let history = record(record(begin('open', 0), step(1)), step(2));
    history = undo(undo(history));
    expect([current(history), canUndo(history), canRedo(history)]).toEqual([0, false, true]);
    expect(current(redo(redo(history)))).toBe(2);
  });

  it('keeps what can be redone until there is a new change', () => {
    const back = undo(record(record(begin('open', 0), step(1)), step(2)));
    expect(canRedo(jump(back, 0))).toBe(true);
    expect(canRedo(record(back, step(3)))).toBe(false);
  });

  it('makes one step of key presses on one slider that follow each other', () => {
    let history = begin('open', 0);
    for (const at of [0, 300, 600]) history = record(history, step(at, at, 'blur'));
    expect(history.steps).toHaveLength(2);
    expect(record(history, step(9, 5000, 'blur')).steps).toHaveLength(3);
    expect(record(history, step(9, 700)).steps).toHaveLength(3);
  });

  it('never goes beyond its ends', () => {
    expect(current(undo(redo(begin('open', 7))))).toBe(7);
  });

  it('stays within a thousand steps and keeps the beginning', () => {
    let history = begin('open', -1);
    for (let value = 0; value < 1500; value += 1) history = record(history, step(value));
    expect(history.steps).toHaveLength(1000);
    expect([history.steps[0]?.value, current(history)]).toEqual([-1, 1499]);
  });
});
