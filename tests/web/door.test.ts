import { request as plainRequest } from 'node:http';
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serveEditor, type ServedEditor } from '../../src-main/web/serve-editor.ts';
import { editorFolders } from '../../src-main/studio/index.ts';
import { put } from '../making/files.ts';
import { temporaryFolder } from '../making/folder.ts';
import { type Asked, askLoopback, type Got } from '../making/loopback.ts';
import { putPhoto } from '../making/scenes.ts';

const folder = temporaryFolder();
const rendererFolder = join(folder, 'renderer');
mkdirSync(rendererFolder);
put(rendererFolder, 'index.html', '<!doctype html><title>Portrait Studio</title>');
put(rendererFolder, 'index.js', 'export {};');
put(rendererFolder, '.hidden', 'no');
put(folder, 'secret.txt', 'no');
symlinkSync(folder, join(rendererFolder, 'linked'));
const photo = await putPhoto(folder, 'photo.jpg');

let served: ServedEditor;
let port: number;
let cookie: string;

const ask = (path: string, asked: Asked = {}): Promise<Got> =>
  askLoopback(port, path, { ...asked, headers: { cookie, ...asked.headers } });

const json = { 'content-type': 'application/json' };
const call = async (name: string, request: unknown, headers: Record<string, string> = {}) => {
  const { status, body } = await ask(`/api/${name}`, {
    method: 'POST',
    headers: { ...json, ...headers },
    body: JSON.stringify(request),
  });
  expect(status).toBe(200);
  return JSON.parse(body.toString()) as { ok: boolean; code?: string; value: Record<string, unknown> };
};

beforeAll(async () => {
  const folders = editorFolders({ ...process.env, PORTRAIT_DATA: join(folder, 'data') });
  served = await serveEditor({ photos: [photo], rendererFolder, folders });
  const { port: given, search } = new URL(served.address);
  port = Number(given);
  cookie = '';
  const { headers } = await ask(`/${search}`);
  cookie = String(headers['set-cookie']).split(';')[0];
});
afterAll(() => served.close());

describe('the way in', () => {
  it('is the printed address, which becomes a cookie that no script reads', async () => {
    expect(served.address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/\?token=[0-9a-f]{64}$/);
    const { status, headers } = await ask(new URL(served.address).search.replace(/^/, '/'));
    expect({ status, location: headers['location'] }).toEqual({ status: 302, location: '/' });
    expect(String(headers['set-cookie'])).toMatch(
      /^portrait-\d+=[0-9a-f]{64}; Path=\/; HttpOnly; SameSite=Strict$/,
    );
  });

  it.each(['/', '/index.js', '/pictures/sample/chelsea', '/downloads/x', '/events'])(
    'is shut without the cookie: %s',
    async path => {
      expect((await ask(path, { headers: { cookie: '' } })).status).toBe(401);
      expect((await ask(path, { headers: { cookie: `portrait-${port}=${'0'.repeat(64)}` } })).status).toBe(
        401,
      );
    },
  );

  it('is shut to wrong tokens, other hosts and other pages', async () => {
    expect((await ask('/?token=0123')).status).toBe(401);
    expect((await ask('/', { headers: { host: `evil.example:${port}` } })).status).toBe(403);
    expect((await ask('/', { headers: { host: '127.0.0.1' } })).status).toBe(403);
    for (const origin of [
      'http://evil.example',
      'null',
      `http://127.0.0.1:${port + 1}`,
      `https://127.0.0.1:${port}`,
    ]) {
      expect(
        (await ask('/api/app.facts', { method: 'POST', headers: { ...json, origin }, body: '{}' })).status,
      ).toBe(403);
    }
    expect(
      (await ask('/pictures/sample/chelsea', { headers: { 'sec-fetch-site': 'same-site' } })).status,
    ).toBe(403);
    const own = { origin: `http://127.0.0.1:${port}`, 'sec-fetch-site': 'same-origin' };
    expect(await call('app.facts', {}, own)).toMatchObject({ ok: true });
    expect((await ask('/', { headers: { host: `localhost:${port}` } })).status).toBe(200);
  });

  it('is shut to uploads and calls without the cookie', async () => {
    const headers = { ...json, cookie: '' };
    expect((await ask('/api/app.facts', { method: 'POST', headers, body: '{}' })).status).toBe(401);
    expect((await ask('/upload?name=x', { method: 'POST', headers, body: 'x' })).status).toBe(401);
  });
});

describe('the page', () => {
  it('comes with a policy that lets nothing else in', async () => {
    const { status, headers, body } = await ask('/');
    expect(status).toBe(200);
    expect(body.toString()).toContain('Portrait Studio');
    const policy = String(headers['content-security-policy']);
    expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self';");
    expect(policy).not.toContain('unsafe');
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
    });
    expect((await ask('/index.js')).headers['content-type']).toContain('text/javascript');
  });

  it.each([
    ...['/../secret.txt', '/%2e%2e/secret.txt', '/..%2fsecret.txt', '/.hidden', '/%00', '/none.js', '/%'],
    ...['/%252e%252e/secret.txt', '/..%5csecret.txt', '/..\\secret.txt', '/%2fetc%2fpasswd', '//etc/passwd'],
    ...['/linked/secret.txt', '/%c0%ae%c0%ae/secret.txt'],
  ])('is all that is served: %s', async path => {
    expect((await ask(path)).status).toBeOneOf([400, 404]);
  });
});

describe('calls', () => {
  it('are answered with a result', async () => {
    const facts = await call('app.facts', {});
    expect(facts.value).toMatchObject({
      opened: [{ kind: 'path', path: photo }],
      version: /^\d/ as unknown as string,
    });
    expect(await call('photo.open', { source: {} })).toMatchObject({ ok: false, code: 'usage' });
    expect(await call('app.choose', { kind: 'photo', many: false })).toMatchObject({
      ok: false,
      code: 'usage',
    });
  });

  it('must name a channel, and be JSON of a sensible size', async () => {
    const post = (path: string, headers: Record<string, string>, body: string | Buffer) =>
      ask(path, { method: 'POST', headers, body });
    expect((await post('/api/constructor', json, '{}')).status).toBe(404);
    expect((await post('/api/app.facts', { 'content-type': 'text/plain' }, '{}')).status).toBe(415);
    expect(JSON.parse((await post('/api/app.facts', json, '{')).body.toString())).toMatchObject({
      code: 'usage',
    });
    expect((await ask('/api/app.facts')).status).toBe(404);
    expect((await post('/api/app.facts', json, Buffer.alloc(20_000_001, 32))).status).toBe(413);
  });

  it('take a file in, find its subject with progress over the stream, and hand the result out', async () => {
    const { readFileSync } = await import('node:fs');
    const sent = await ask('/upload?name=Katze.jpg', { method: 'POST', body: readFileSync(photo) });
    const { value } = JSON.parse(sent.body.toString()) as { value: { upload: string } };
    const mine = listenAs('one');
    const other = listenAs('two');
    await mine.ready;
    await other.ready;
    const source = { kind: 'upload', upload: value.upload };
    const opened = await call('photo.open', { source, job: 'a job' }, { window: 'one' });
    expect(opened.value).toMatchObject({ name: 'Katze.jpg', width: 120 });
    const { proxy } = opened.value as { proxy: { address: string } };
    expect((await ask(`/pictures/${proxy.address}`)).headers['content-type']).toBe('image/jpeg');
    await call('job.cancel', { job: 'none' });
    expect(mine.heard()).toContain('event: progress\ndata: {"job":"a job","stage":"read","share":0}\n\n');
    expect(other.heard()).not.toContain('event: progress');
    await call('photo.open', { source, job: 'for all' });
    await call('app.facts', {});
    expect(other.heard()).toContain('"job":"for all"');
    mine.end();
    other.end();
  });
});

/** Opens a window's stream of events. */
function listenAs(window: string) {
  let text = '';
  let end: () => void = () => undefined;
  const ready = new Promise<void>((resolve, reject) => {
    const headers = { cookie };
    const sent = plainRequest(
      { host: '127.0.0.1', port, path: `/events?window=${window}`, headers },
      answer => {
        expect(answer.headers['content-type']).toBe('text/event-stream');
        answer.setEncoding('utf8').on('data', (part: string) => {
          text += part;
          resolve();
        });
        answer.on('error', () => undefined);
      },
    );
    sent.on('error', reject).end();
    end = () => sent.destroy();
  });
  return { ready, heard: () => text, end: () => end() };
}
