import { describe, expect, it } from 'vitest';
import { channelNames, pasteChannel } from '../../src-main/desktop/channel-names.ts';
import { serve, serveChannels } from '../../src-main/desktop/ipc.ts';
import { done, type Result } from '../../src-shared/contract/result.ts';

type Listener = (event: { senderFrame: unknown }, ...given: unknown[]) => Promise<Result<unknown>>;

/** Every channel, as the desktop serves it; what comes through is remembered. */
function served() {
  const listeners = new Map<string, Listener>();
  const heard: string[] = [];
  const ipcMain = { handle: (name: string, listener: Listener) => listeners.set(name, listener) } as never;
  const hear = (name: string) => Promise.resolve((heard.push(name), done(null)));
  serveChannels({ ipcMain, handle: hear });
  serve(ipcMain, pasteChannel, () => hear(pasteChannel));
  return { listeners, heard };
}

const own = { url: 'portrait://app/index.html', parent: null };

describe('every channel', () => {
  const all = [...channelNames, pasteChannel];

  it.each(all)('answers our own page: %s', async name => {
    const { listeners, heard } = served();
    expect(await listeners.get(name)?.({ senderFrame: own }, {})).toEqual(done(null));
    expect(heard).toEqual([name]);
  });

  it.each(all)('refuses every other sender, and does nothing: %s', async name => {
    const { listeners, heard } = served();
    const strangers = [
      null,
      { ...own, parent: own },
      { ...own, url: 'https://example.net/' },
      { ...own, url: 'portrait://elsewhere/' },
      { ...own, url: 'file:///index.html' },
      { ...own, url: 'about:blank' },
    ];
    for (const senderFrame of strangers) {
      expect(await listeners.get(name)?.({ senderFrame }, {})).toMatchObject({ ok: false, code: 'usage' });
    }
    expect(heard).toEqual([]);
  });

  it('is one of these: nothing else is listened to', () => {
    expect([...served().listeners.keys()].sort()).toEqual([...all].sort());
  });
});
