import { describe, expect, it } from 'vitest';
import { endingOf } from '../../src-main/desktop/utility-channel.ts';

describe('endingOf', () => {
  it.each([
    [9, 'SIGKILL'],
    [137, 'SIGKILL'],
    [4, 'SIGILL'],
    [139, 'SIGSEGV'],
    [134, 'SIGABRT'],
  ])('reads %i as %s', (code, signal) => {
    expect(endingOf(code, '')).toEqual({ code: null, signal, lastWords: '' });
  });

  it.each([0, 1, 2])('leaves %i an exit code', code => {
    expect(endingOf(code, 'words')).toEqual({ code, signal: null, lastWords: 'words' });
  });
});
