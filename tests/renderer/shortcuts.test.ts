import { describe, expect, it } from 'vitest';
import { commandOf } from '../../src-renderer/state/shortcuts.ts';

const press = (
  key: string,
  held: Partial<Record<'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey', boolean>> = {},
) => commandOf({ key, code: '', ctrlKey: false, metaKey: false, shiftKey: false, altKey: false, ...held });

describe('shortcuts', () => {
  it('tell export from quick export, with Ctrl and with Cmd', () => {
    expect(press('e', { ctrlKey: true })).toBe('export');
    expect(press('E', { metaKey: true, shiftKey: true })).toBe('export-again');
    expect(press('e')).toBe('tool-drop');
  });

  it('work whatever Shift does to a sign', () => {
    expect(press('?', { shiftKey: true })).toBe('shortcuts');
    expect(press('+', { shiftKey: true })).toBe('zoom-in');
  });

  it('work while Korean is typed', () => {
    expect(commandOf({ ...plain, key: 'ㅠ', code: 'KeyB' })).toBe('tool-keep');
  });
});

const plain = { ctrlKey: false, metaKey: false, shiftKey: false, altKey: false };
