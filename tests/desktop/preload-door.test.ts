import { describe, expect, it } from 'vitest';
import { channelNames, eventNames } from '../../src-main/desktop/channel-names.ts';
import { preloadDoor, type Renderer } from '../../src-main/desktop/preload-door.ts';
import { channels } from '../../src-shared/contract/editor/channels.ts';
import { done } from '../../src-shared/contract/result.ts';

function door(invoke: (...args: unknown[]) => Promise<unknown> = () => Promise.resolve(done(null))) {
  const asked: unknown[][] = [];
  const listeners = new Map<string, unknown>();
  const ipcRenderer = {
    invoke: (...args: unknown[]) => (asked.push(args), invoke(...args)),
    on: (name: string, listener: unknown) => listeners.set(name, listener),
    off: (name: string) => listeners.delete(name),
  } as unknown as Renderer['ipcRenderer'];
  const webUtils = { getPathForFile: (file: File) => (file.name === 'cat.jpg' ? '/photos/cat.jpg' : '') };
  return { door: preloadDoor({ ipcRenderer, webUtils, origin: 'portrait://app' }), asked, listeners };
}

describe('preloadDoor', () => {
  it('is the door and nothing more', () => {
    const names = ['call', 'chooseFiles', 'listen', 'pictureUrl', 'receive', 'takeFiles'];
    expect(Object.keys(door().door).sort()).toEqual(names);
  });

  it('knows the contract’s channels and no others', async () => {
    expect([...channelNames].sort()).toEqual(Object.keys(channels).sort());
    const { door: made, asked } = door();
    const strange = await made.call('constructor' as 'app.facts', {});
    expect(strange).toMatchObject({ ok: false, code: 'usage' });
    expect(asked).toEqual([]);
  });

  it('asks on the channel’s own name', async () => {
    const { door: made, asked } = door();
    expect(await made.call('job.cancel', { job: 'a' })).toEqual(done(null));
    expect(asked).toEqual([['job.cancel', { job: 'a' }]]);
  });

  it('answers a failure when IPC itself fails', async () => {
    const { door: made } = door(() => Promise.reject(new Error('An object could not be cloned.')));
    expect(await made.call('app.facts', {})).toMatchObject({ ok: false, code: 'internal' });
  });

  it('passes an event’s payload without its sender, until it is stopped', () => {
    const { door: made, listeners } = door();
    const heard: unknown[] = [];
    const stop = made.listen('command', event => heard.push(event));
    (listeners.get('event:command') as (...args: unknown[]) => void)({ sender: 'hidden' }, { name: 'undo' });
    stop();
    expect(heard).toEqual([{ name: 'undo' }]);
    expect(listeners.size).toBe(0);
    expect(() => made.listen('strange' as (typeof eventNames)[number], () => undefined)()).not.toThrow();
  });

  it('gives files by their path, and the bytes of those that have none', async () => {
    const { door: made, asked } = door(() => Promise.resolve(done({ kind: 'upload', upload: 'u' })));
    const sources = await made.takeFiles([new File([], 'cat.jpg'), new File(['pasted'], 'image.png')]);
    expect(sources).toEqual([
      { kind: 'path', path: '/photos/cat.jpg' },
      { kind: 'upload', upload: 'u' },
    ]);
    expect(asked).toEqual([['paste', 'image.png', new TextEncoder().encode('pasted')]]);
  });

  it('addresses pictures on its own origin', () => {
    expect(door().door.pictureUrl('1/proxy')).toBe('portrait://app/pictures/1/proxy');
  });
});
