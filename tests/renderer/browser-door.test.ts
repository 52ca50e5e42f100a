import { afterEach, describe, expect, it, vi } from 'vitest';
import { browserDoor } from '../../src-renderer/state/browser-door.ts';

const answer = (value: unknown) => vi.fn(() => Promise.resolve(Response.json(value)));

describe('the browser door', () => {
  afterEach(() => vi.unstubAllGlobals());

  it('answers what the server answers', async () => {
    vi.stubGlobal('fetch', answer({ ok: false, code: 'photo-damaged', message: 'cut off' }));
    const result = await browserDoor().call('photo.close', { photo: 'p1' });
    expect(result).toMatchObject({ ok: false, code: 'photo-damaged' });
  });

  it('says what to do when nobody answers', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')));
    const result = await browserDoor().call('photo.close', { photo: 'p1' });
    expect(result).toMatchObject({ ok: false, message: expect.stringContaining('reload') as string });
  });

  it('hands a file in, and says why it was refused', async () => {
    vi.stubGlobal('fetch', answer({ ok: true, value: { kind: 'upload', upload: 'u1' } }));
    const files = [new File(['x'], 'a b.jpg')];
    expect(await browserDoor().takeFiles(files)).toEqual([{ kind: 'upload', upload: 'u1' }]);
    vi.stubGlobal('fetch', answer({ ok: false, code: 'usage', message: 'too large' }));
    await expect(browserDoor().takeFiles(files)).rejects.toMatchObject({ code: 'usage' });
  });
});
