import { describe, expect, it } from 'vitest';
import { isOwnPage, mayOpenOutside } from '../../src-main/desktop/security.ts';

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
