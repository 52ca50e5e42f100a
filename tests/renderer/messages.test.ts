import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Messages } from '../../src-renderer/state/messages.svelte.ts';

describe('the messages', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());
  const shown = (messages: Messages) => messages.shown.map(({ title }) => title);

  it('go by themselves when all is well, but not from under the pointer', () => {
    const messages = new Messages();
    messages.done('done.exported', { name: 'a.jpg' });
    messages.done('done.exported', { name: 'b.jpg' });
    messages.held = messages.shown[0].id;
    vi.advanceTimersByTime(10_000);
    expect(shown(messages)).toEqual(['Exported a.jpg']);
    messages.held = undefined;
    vi.advanceTimersByTime(10_000);
    expect(shown(messages)).toEqual([]);
  });

  it('of a failure go when the same is done after all', () => {
    const messages = new Messages();
    const failure = { code: 'internal', message: 'So it is.' } as const;
    messages.failed('failed.open', failure, { name: 'a.jpg' });
    messages.failed('failed.open', failure, { name: 'b.jpg' });
    messages.mended('failed.open', { name: 'a.jpg' });
    expect(shown(messages)).toEqual(['b.jpg could not be opened.']);
  });

  it('offer to try again only where that can help', () => {
    const messages = new Messages();
    const actions = (code: 'photo-not-a-picture' | 'compute-died') => {
      messages.failed('failed.open', { code, message: 'So it is.' }, { name: code }, () => undefined);
      return messages.shown.at(-1)?.actions.length;
    };
    expect([actions('photo-not-a-picture'), actions('compute-died')]).toEqual([0, 1]);
  });
});
