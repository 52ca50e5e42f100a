import { describe, expect, it, vi } from 'vitest';
import { MatteRequests, type Marks } from '../../src-renderer/state/matte-requests.ts';
import { type Result, done, failed } from '../../src-shared/contract/result.ts';

const marks = (count: number): Marks => ({
  style: 'lens',
  subject: 'auto',
  key: null,
  strokes: Array.from({ length: count }, () => ({
    mode: 'keep',
    radius: 1,
    hardness: 1,
    smart: true,
    points: [[0, 0, 1]],
  })),
  regions: [],
});

/** Requests whose answers the test gives, in its own time. */
function requests() {
  const waiting: { count: number; answer: (result: Result<string>) => void }[] = [];
  const calls = {
    ask: ({ strokes }: Marks) =>
      new Promise<Result<string>>(answer => waiting.push({ count: strokes.length, answer })),
    cancel: vi.fn(),
    started: vi.fn(),
    made: vi.fn(),
    dropped: vi.fn(),
    failed: vi.fn(),
  };
  const answer = async (result: Result<string>) => {
    waiting.shift()!.answer(result);
    await new Promise(resolve => setTimeout(resolve));
  };
  return { mattes: new MatteRequests<string>(calls), calls, waiting, answer };
}

describe('matte requests', () => {
  it('never cancels the first one: strokes need the subject that it finds', async () => {
    const { mattes, calls, waiting, answer } = requests();
    mattes.ask(marks(0));
    mattes.ask(marks(1));
    expect(calls.cancel).not.toHaveBeenCalled();
    await answer(done('subject'));
    expect(calls.made).not.toHaveBeenCalled();
    expect(waiting[0]?.count).toBe(1);
  });

  it('drops an answer that newer strokes have overtaken', async () => {
    const { mattes, calls, waiting, answer } = requests();
    mattes.ask(marks(0));
    await answer(done('none'));
    for (const count of [1, 2, 3]) mattes.ask(marks(count));
    expect(calls.cancel).toHaveBeenCalled();
    await answer(done('one'));
    expect(waiting.map(({ count }) => count)).toEqual([3]);
    expect(calls.dropped.mock.calls).toEqual([['one']]);
    await answer(done('three'));
    expect(calls.made.mock.calls).toEqual([['none'], ['three']]);
  });

  it('tells a failure, and asks again when it is asked again', async () => {
    const { mattes, calls, answer } = requests();
    mattes.ask(marks(0));
    await answer(failed({ code: 'compute-died', message: 'It ended.' }));
    expect(calls.failed).toHaveBeenCalledOnce();
    mattes.ask(marks(0));
    await answer(done('again'));
    expect(calls.made).toHaveBeenCalledWith('again');
  });
});
