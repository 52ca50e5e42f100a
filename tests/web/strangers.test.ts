/** What others on this machine, and a page that is not what it should be, cannot do through the loopback door. */
import { mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defaultEdit } from '../../src-shared/edit/schema.ts';
import { editorFolders } from '../../src-main/studio/index.ts';
import { Uploads } from '../../src-main/studio/editor/uploads.ts';
import { UploadRoom } from '../../src-main/studio/editor/upload-room.ts';
import { sameSecret } from '../../src-main/web/guard.ts';
import { serveEditor, type ServedEditor } from '../../src-main/web/serve-editor.ts';
import { Tickets } from '../../src-main/web/tickets.ts';
import { put } from '../making/files.ts';
import { temporaryFolder } from '../making/folder.ts';
import { type Asked, askLoopback } from '../making/loopback.ts';
import { putPhoto } from '../making/scenes.ts';

const folder = temporaryFolder();
const data = join(folder, 'data');
const rendererFolder = join(folder, 'renderer');
mkdirSync(rendererFolder);
put(rendererFolder, 'index.html', '<!doctype html>');
const opened = await putPhoto(folder, 'opened.jpg');
const secret = await putPhoto(folder, 'secret.jpg');

let served: ServedEditor;
let port: number;
let cookie: string;

const ask = (path: string, asked: Asked = {}) =>
  askLoopback(port, path, { ...asked, headers: { cookie, ...asked.headers } });

async function call(name: string, request: unknown): Promise<{ ok: boolean; code?: string; value: never }> {
  const headers = { 'content-type': 'application/json' };
  const { body } = await ask(`/api/${name}`, { method: 'POST', headers, body: JSON.stringify(request) });
  return JSON.parse(body.toString()) as { ok: boolean; value: never };
}

beforeAll(async () => {
  const folders = editorFolders({ ...process.env, PORTRAIT_DATA: data });
  served = await serveEditor({ photos: [opened], rendererFolder, folders });
  port = Number(new URL(served.address).port);
  const { headers } = await askLoopback(port, `/${new URL(served.address).search}`);
  cookie = String(headers['set-cookie']).split(';')[0];
});
afterAll(() => served.close());

describe('the address that the browser is started with', () => {
  it('does not hold the token, and is good once', async () => {
    const { search } = new URL(served.addressForOnce());
    const token = new URL(served.address).searchParams.get('token') ?? '';
    expect(search).not.toContain(token);
    expect((await askLoopback(port, `/${search}`)).status).toBe(302);
    expect((await askLoopback(port, `/${search}`)).status).toBe(401);
  });

  it('is good for a minute', () => {
    const tickets = new Tickets();
    const ticket = tickets.issue(0);
    expect(tickets.redeem('0'.repeat(64), 1)).toBe(false);
    expect(tickets.redeem(ticket, 60_001)).toBe(false);
    expect(tickets.redeem(tickets.issue(0), 59_999)).toBe(true);
  });
});

describe('a secret', () => {
  it('is compared whole, whatever its length', () => {
    expect(sameSecret('abc', 'abc')).toBe(true);
    for (const wrong of ['', 'ab', 'abd', 'abcd', 'ABC']) expect(sameSecret(wrong, 'abc')).toBe(false);
  });

  it('is compared in constant time alone: nothing else looks at the token', () => {
    const source = readFileSync(new URL('../../src-main/web/guard.ts', import.meta.url), 'utf8');
    expect(source).toContain('timingSafeEqual(digest(given), digest(token))');
    expect(source).not.toMatch(/token\s*===|===\s*token|startsWith\(token/);
  });
});

describe('another page', () => {
  it('is given no permission to read, and no answer to a preflight', async () => {
    const asked = { origin: 'http://evil.example', 'access-control-request-method': 'POST' };
    const preflight = await ask('/api/app.facts', { method: 'OPTIONS', headers: asked });
    expect(preflight.status).toBe(403);
    for (const { headers } of [preflight, await ask('/'), await ask('/pictures/sample/chelsea')]) {
      expect(Object.keys(headers).filter(name => name.startsWith('access-control'))).toEqual([]);
    }
  });

  it('cannot come by a name that leads here', async () => {
    for (const host of [
      `rebind.example:${port}`,
      `127.0.0.1.example:${port}`,
      `[::1]:${port}`,
      'localhost',
    ]) {
      expect((await ask('/', { headers: { host } })).status).not.toBe(200);
    }
  });
});

describe('a path that the page names', () => {
  const opening = (path: string) => call('photo.open', { source: { kind: 'path', path }, job: 'x' });

  it('is opened only when the program has told it', async () => {
    expect(await opening(opened)).toMatchObject({ ok: true });
    expect(await opening(secret)).toMatchObject({ ok: false, code: 'usage' });
    expect(await opening(join(folder, 'renderer', '..', 'secret.jpg'))).toMatchObject({ code: 'usage' });
    expect(await opening(join(folder, 'renderer', '..', 'opened.jpg'))).toMatchObject({ ok: true });
  });

  it.each(['backdrop.open', 'edit.open', 'models.import'])('is refused by %s', async name => {
    expect(await call(name, { source: { kind: 'path', path: secret } })).toMatchObject({ code: 'usage' });
  });

  it('is not read because an edit names it as the backdrop', async () => {
    const { value } = (await opening(opened)) as { value: { photo: string } };
    const background = { kind: 'picture', path: secret };
    const options = { what: 'result', format: 'jpeg', quality: 90, keepMetadata: false };
    const asked = { photo: value.photo, job: 'y', edit: { ...defaultEdit(), background }, options };
    expect(await call('export.run', { ...asked, again: false })).toMatchObject({ code: 'usage' });
    expect(await call('export.estimate', asked)).toMatchObject({ ok: false, code: 'usage' });
  });
});

describe('another user of this machine', () => {
  it.skipIf(process.platform === 'win32')('can read nothing that the program keeps', async () => {
    await ask('/upload?name=a.jpg', { method: 'POST', body: readFileSync(opened) });
    await call('app.settings', { settings: { smartStrokes: true } });
    const files = readdirSync(data, { recursive: true, withFileTypes: true });
    expect(files.length).toBeGreaterThan(3);
    expect(statSync(data).mode & 0o077).toBe(0);
    for (const file of files) {
      expect(statSync(join(file.parentPath, file.name)).mode & 0o077, file.name).toBe(0);
    }
  });
});

describe('room', () => {
  // eslint-disable-next-line @typescript-eslint/require-await -- an upload comes as a stream
  async function* chunks(byte: number, count: number) {
    for (let i = 0; i < count; i++) yield new Uint8Array(1000).fill(byte);
  }

  it('for what is handed in has an end, which the oldest that are not in use make way for', async () => {
    const kept = join(folder, 'kept');
    const before = new Uploads(kept);
    const old = await before.take('old.jpg', chunks(1, 5));
    const used = await before.take('used.jpg', chunks(2, 3));
    const uploads = new Uploads(kept, new UploadRoom(kept, 10_000));
    await uploads.pathOf(used);
    const added = await uploads.take('new.jpg', chunks(3, 5));
    expect(await Promise.all([old, used, added].map(uploads.has))).toEqual([false, true, true]);
    await expect(uploads.take('more.jpg', chunks(4, 5))).rejects.toMatchObject({ code: 'output-disk-full' });
    expect(readdirSync(kept).filter(name => name.startsWith('.'))).toEqual([]);
    expect(await uploads.take('new again.jpg', chunks(3, 1))).toBeTruthy();
  });

  it('for connections has an end, and those that are in stay', async () => {
    const crowd = await Promise.all(Array.from({ length: 260 }, () => knock()));
    expect(crowd.filter(socket => socket !== undefined).length).toBeLessThanOrEqual(200);
    for (const socket of crowd) socket?.destroy();
    await expect.poll(async () => (await ask('/').catch(() => undefined))?.status).toBe(200);
  }, 20_000);

  /** @returns a connection that is still open after a moment */
  function knock(): Promise<Socket | undefined> {
    return new Promise(resolve => {
      const socket = connect(port, '127.0.0.1');
      const patience = setTimeout(() => resolve(socket), 1500);
      socket
        .on('error', () => undefined)
        .once('close', () => {
          clearTimeout(patience);
          resolve(undefined);
        });
    });
  }
});
