import { describe, expect, it } from 'vitest';
import { guardContents, guardSession, isOwnPage, mayOpenOutside } from '../../src-main/desktop/security.ts';

describe('isOwnPage', () => {
  it('is our page at the top of its window', () => {
    expect(isOwnPage({ url: 'portrait://app/index.html', parent: null })).toBe(true);
  });

  it.each([
    ['a frame inside it', { url: 'portrait://app/index.html', parent: {} }],
    ['another host', { url: 'portrait://elsewhere/', parent: null }],
    ['another scheme', { url: 'https://app/index.html', parent: null }],
    ['a scheme that begins like ours', { url: 'portraits://app/', parent: null }],
    ['a file', { url: 'file:///index.html', parent: null }],
    ['no address', { url: '', parent: null }],
    ['a frame that is gone', null],
  ])('is not %s', (_name, frame) => {
    expect(isOwnPage(frame)).toBe(false);
  });
});

describe('mayOpenOutside', () => {
  it('opens the pages of a fixed list', () => {
    expect(mayOpenOutside('https://www.apache.org/licenses/LICENSE-2.0')).toBe(true);
  });

  it.each([
    'http://www.apache.org/',
    'https://www.apache.org.example.net/',
    'https://www.apache.org:8443/',
    'https://user@www.apache.org/',
    'https://example.net/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'nonsense',
  ])('does not open %s', address => {
    expect(mayOpenOutside(address)).toBe(false);
  });
});

type Handler = (event: { url: string; preventDefault: () => void }) => void;

/** A window's contents that remember who listens. */
function guarded() {
  const handlers = new Map<string, Handler>();
  const opened: string[] = [];
  let openHandler: (details: { url: string }) => { action: string } = () => ({ action: 'allow' });
  const contents = {
    on: (name: string, handler: Handler) => handlers.set(name, handler),
    setWindowOpenHandler: (handler: typeof openHandler) => (openHandler = handler),
  };
  guardContents(contents as never, url => opened.push(url));
  return {
    opened,
    stops: (name: string, url: string): boolean => {
      let stopped = false;
      handlers.get(name)?.({ url, preventDefault: () => (stopped = true) });
      return stopped;
    },
    open: (url: string) => openHandler({ url }).action,
  };
}

describe('guardContents', () => {
  it.each(['will-navigate', 'will-frame-navigate', 'will-redirect'])('keeps to our page: %s', name => {
    const { stops } = guarded();
    expect(stops(name, 'portrait://app/index.html')).toBe(false);
    for (const url of [
      'https://example.net/',
      'file:///etc/passwd',
      'data:text/html,x',
      'javascript:alert(1)',
    ]) {
      expect(stops(name, url)).toBe(true);
    }
  });

  it('lets no page be put into the page', () => {
    expect(guarded().stops('will-attach-webview', '')).toBe(true);
  });

  it('opens no further window, and outside only the pages of the list', () => {
    const { open, opened } = guarded();
    const listed = 'https://www.apache.org/licenses/LICENSE-2.0';
    for (const url of [listed, 'https://example.net/', 'portrait://app/', 'file:///x', 'smb://host/x']) {
      expect(open(url)).toBe('deny');
    }
    expect(opened).toEqual([listed]);
  });
});

/** All that Chromium may ask for, as far as Electron names it. */
const permissions = [
  ...['clipboard-read', 'display-capture', 'fullscreen', 'geolocation', 'hid', 'idle-detection', 'media'],
  ...['mediaKeySystem', 'midi', 'midiSysex', 'notifications', 'openExternal', 'pointerLock', 'serial', 'usb'],
  ...['storage-access', 'top-level-storage-access', 'window-management', 'fileSystem', 'unknown'],
];

describe('guardSession', () => {
  type Request = (contents: { getURL(): string }, name: string, answer: (yes: boolean) => void) => void;
  type Check = (contents: null, name: string, from: string) => boolean;
  let request: Request = () => undefined;
  let check: Check = () => true;
  let device: (details: object) => boolean = () => true;
  guardSession({
    setPermissionRequestHandler: (handler: Request) => (request = handler),
    setPermissionCheckHandler: (handler: Check) => (check = handler),
    setDevicePermissionHandler: (handler: typeof device) => (device = handler),
  } as never);
  const ask = (name: string, url: string) => {
    let given: boolean | undefined;
    request({ getURL: () => url }, name, yes => (given = yes));
    return [given, check(null, name, url)];
  };

  it.each(permissions)('refuses even our own page: %s', name => {
    expect(ask(name, 'portrait://app/index.html')).toEqual([false, false]);
  });

  it('lets our page copy a picture, and no other page', () => {
    expect(ask('clipboard-sanitized-write', 'portrait://app/index.html')).toEqual([true, true]);
    expect(ask('clipboard-sanitized-write', 'https://example.net/')).toEqual([false, false]);
  });

  it('hands out no device', () => {
    expect(device({})).toBe(false);
  });
});
