import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { pageHandler } from '../../src-main/desktop/protocol.ts';
import { contentSecurityPolicy } from '../../src-main/page/policy.ts';
import { temporaryFolder } from '../making/folder.ts';

const outer = temporaryFolder();
const folder = join(outer, 'pages');
const handle = pageHandler({
  folder,
  picture: request => Promise.resolve(new Response(`picture of ${new URL(request.url).pathname}`)),
});
const get = (address: string, method = 'GET') => handle(new Request(address, { method }));

beforeAll(() => {
  mkdirSync(join(folder, 'assets'), { recursive: true });
  mkdirSync(join(outer, 'pages-beside'));
  writeFileSync(join(outer, 'secret.txt'), 'secret');
  writeFileSync(join(outer, 'pages-beside', 'secret.txt'), 'secret');
  writeFileSync(join(folder, 'index.html'), '<!doctype html>');
  writeFileSync(join(folder, 'assets', 'main.js'), 'export {};');
  writeFileSync(join(folder, '.hidden'), 'secret');
  symlinkSync(join(outer, 'secret.txt'), join(folder, 'link.txt'));
  symlinkSync(outer, join(folder, 'linked'));
});

describe('pageHandler', () => {
  it.each([
    ['portrait://app/', 'text/html; charset=utf-8'],
    ['portrait://app/index.html', 'text/html; charset=utf-8'],
    ['portrait://app/assets/main.js?v=1', 'text/javascript; charset=utf-8'],
  ])('serves %s under the policy', async (address, type) => {
    const response = await get(address);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe(type);
    expect(response.headers.get('content-security-policy')).toBe(contentSecurityPolicy);
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  });

  it.each([
    'portrait://app/missing.html',
    'portrait://app/assets',
    'portrait://app/assets/',
    'portrait://app/../secret.txt',
    'portrait://app/%2e%2e/secret.txt',
    'portrait://app/..%2fsecret.txt',
    'portrait://app/assets/..%2f..%2fsecret.txt',
    'portrait://app/..%5csecret.txt',
    'portrait://app/..%2fpages-beside/secret.txt',
    'portrait://app/index.html%00.png',
    'portrait://app/%E0%A4%A',
    'portrait://app/link.txt',
    'portrait://app/linked/secret.txt',
    'portrait://app/%252e%252e/secret.txt',
    'portrait://app/..%252fsecret.txt',
    'portrait://app/..\\secret.txt',
    'portrait://app/assets/..%5c..%5csecret.txt',
    'portrait://app/%2e%2e%2fsecret.txt',
    'portrait://app/.%00./secret.txt',
    'portrait://app/%c0%ae%c0%ae/secret.txt',
    'portrait://app//etc/passwd',
    'portrait://app/%2fetc%2fpasswd',
    'portrait://app/.hidden',
    'portrait://elsewhere/index.html',
  ])('has nothing at %s', async address => {
    const response = await get(address);
    expect(response.status).toBe(404);
    expect(await response.text()).toBe('');
  });

  it('hands pictures and downloads on', async () => {
    expect(await (await get('portrait://app/pictures/1/proxy')).text()).toBe('picture of /pictures/1/proxy');
    expect(await (await get('portrait://app/downloads/2/a.png')).text()).toBe(
      'picture of /downloads/2/a.png',
    );
  });

  it('does not take anything in', async () => {
    expect((await get('portrait://app/index.html', 'POST')).status).toBe(405);
  });
});

describe('contentSecurityPolicy', () => {
  it('allows nothing inline, nothing evaluated and nothing from outside', () => {
    expect(contentSecurityPolicy).toMatch(/^default-src 'none';/);
    expect(contentSecurityPolicy).not.toMatch(/unsafe|\*|https?:/);
  });
});
