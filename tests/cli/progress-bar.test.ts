import { describe, expect, it } from 'vitest';
import { barLine, progressBar } from '../../src-main/cli/progress-bar.ts';

/** A stream that remembers what it was given. */
function stream(isTTY: boolean) {
  const written: string[] = [];
  const made = { isTTY, columns: 60, write: (text: string) => written.push(text) };
  return { written, made: made as unknown as NodeJS.WriteStream };
}

const filled = (line: string) => line.split('█').length - 1;

describe('the bar', () => {
  it('fills as the photo is done', () => {
    expect([0, 0.5, 1].map(share => filled(barLine(0, 1, share, 'a.jpg', 80)))).toEqual([0, 12, 24]);
    expect(barLine(0, 1, 0.5, 'a.jpg', 80)).toMatch(/ a\.jpg$/);
  });

  it('counts the photos where there are several', () => {
    const line = barLine(2, 4, 0, 'c.jpg', 80);
    expect(filled(line)).toBe(12);
    expect(line).toMatch(/ 3\/4 c\.jpg$/);
  });

  it('never breaks the line', () => {
    expect(barLine(0, 1, 1, 'long'.repeat(50), 40).length).toBeLessThan(40);
    expect(barLine(0, 1, 1, 'a', 0)).toBe('');
  });

  it('shows itself on a terminal only, and goes away', () => {
    const terminal = stream(true);
    const bar = progressBar(terminal.made, 1);
    bar.show(0, 0.5, 'a.jpg');
    bar.clear();
    expect(terminal.written[0]).toContain('a.jpg');
    expect(terminal.written.at(-1)).toBe('\r\x1b[K');
    const pipe = stream(false);
    const none = progressBar(pipe.made, 1);
    none.show(0, 0.5, 'a.jpg');
    none.clear();
    expect(pipe.written).toEqual([]);
  });
});
