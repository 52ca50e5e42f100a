import { afterEach, expect, it, vi } from 'vitest';
import { startClock } from './clock.ts';

afterEach(() => vi.useRealTimers());

it('counts what it sees go by, and not the time in which its process was stopped', () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'performance'] });
  const read = startClock();
  vi.advanceTimersByTime(10_500);
  expect(read()).toBe(10_500);
  const now = performance.now() + 60_000;
  vi.spyOn(performance, 'now').mockReturnValue(now);
  expect(read()).toBe(13_500);
});
