import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { download, type DownloadOptions } from '../../../src-main/models/download/index.ts';
import {
  cutAfter,
  file,
  serve,
  silentAfter,
  slowly,
  status,
  sum,
  whole,
  withoutRanges,
} from './file-server.ts';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'portrait-download-'))));
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

const wanted = (...urls: string[]) => ({ urls, sha256: sum, bytes: file.length });
const fetchFrom = (urls: string[], options: Partial<DownloadOptions> = {}) =>
  download(wanted(...urls), { folder, patience: 1, ...options });
const left = () => readdirSync(folder);
const isWhole = (bytes: Uint8Array) => Buffer.compare(bytes, file) === 0;

describe('download', () => {
  it('brings the file, says how far it is, and leaves nothing beside it', async () => {
    const { address } = await serve(slowly);
    const seen: number[] = [];
    expect(isWhole(await fetchFrom([address], { onBytes: bytes => seen.push(bytes) }))).toBe(true);
    expect(seen).toEqual(seen.toSorted((a, b) => a - b));
    expect(seen.length).toBeGreaterThan(3);
    expect(seen.at(-1)).toBe(file.length);
    expect(left()).toEqual([]);
  });

  it('goes on where it was cut', async () => {
    const { address, asked } = await serve(cutAfter(100_000), cutAfter(50_000), whole());
    expect(isWhole(await fetchFrom([address]))).toBe(true);
    expect(asked.map(({ range }) => range)).toEqual([undefined, 'bytes=100000-', 'bytes=150000-']);
  });

  it('goes on in a later call where the last one ended', async () => {
    const broken = await serve(cutAfter(120_000), status(500));
    await expect(fetchFrom([broken.address])).rejects.toMatchObject({ code: 'model-download-failed' });
    expect(left()).toHaveLength(1);
    const { address, asked } = await serve(whole());
    expect(isWhole(await fetchFrom([address]))).toBe(true);
    expect(asked[0]?.range).toBe('bytes=120000-');
    expect(left()).toEqual([]);
  });

  it('begins anew where the server knows no ranges', async () => {
    const { address, asked } = await serve(cutAfter(100_000), withoutRanges);
    expect(isWhole(await fetchFrom([address]))).toBe(true);
    expect(asked).toHaveLength(2);
  });

  it('tries again after a server that is busy, broken or silent', async () => {
    const { address, asked } = await serve(status(503), status(500), silentAfter(10_000), whole());
    expect(isWhole(await fetchFrom([address], { silence: 1500 }))).toBe(true);
    expect(asked).toHaveLength(4);
  });

  it('follows redirects, also from one server to another', async () => {
    const { address } = await serve(whole());
    const { address: first } = await serve(
      status(302, { location: '/other' }),
      status(307, { location: address }),
    );
    expect(isWhole(await fetchFrom([first]))).toBe(true);
  });

  it('does not follow a ring of redirects for ever', async () => {
    const { address, asked } = await serve(status(302, { location: '/file' }));
    await expect(fetchFrom([address])).rejects.toMatchObject({ code: 'model-download-failed' });
    expect(asked.length).toBeLessThan(10);
  });

  it('asks the next address when one has no such file', async () => {
    const gone = await serve(status(404));
    const { address } = await serve(whole());
    expect(isWhole(await fetchFrom([gone.address, address]))).toBe(true);
    expect(gone.asked).toHaveLength(1);
  });

  it('asks the next address when one sends other bytes, and names both when none is right', async () => {
    const other = await serve(whole(randomBytes(file.length)));
    const { address } = await serve(whole());
    expect(isWhole(await fetchFrom([other.address, address]))).toBe(true);
    const gone = await serve(status(404));
    await expect(fetchFrom([other.address, gone.address])).rejects.toMatchObject({
      code: 'model-sum-wrong',
      message: expect.stringMatching(/another file.*404/) as string,
    });
    expect(left()).toEqual([]);
  });

  it.each([
    ['shorter', file.length - 1],
    ['longer', file.length + 1],
  ])('refuses a file that is %s', async (_, length) => {
    const { address } = await serve(whole(randomBytes(length)));
    await expect(fetchFrom([address])).rejects.toMatchObject({ code: 'model-download-failed' });
  });

  it('does not believe what an earlier run left: it is fetched anew when the sum is wrong', async () => {
    writeFileSync(join(folder, `.part-${sum.slice(0, 16)}`), randomBytes(200_000));
    const { address, asked } = await serve(whole());
    expect(isWhole(await fetchFrom([address]))).toBe(true);
    expect(asked.map(({ range }) => range)).toEqual(['bytes=200000-', undefined]);
  });

  it('takes over what a process that was killed had fetched, and leaves alone what one is fetching now', async () => {
    const dead = join(folder, `.part-${sum.slice(0, 16)}-1-dead`);
    writeFileSync(dead, file.subarray(0, 90_000));
    const { address, asked } = await serve(whole());
    expect(isWhole(await fetchFrom([address]))).toBe(true);
    expect(asked[0]?.range).toBeUndefined();
    utimesSync(dead, 1, 1);
    expect(isWhole(await fetchFrom([address]))).toBe(true);
    expect(asked[1]?.range).toBe('bytes=90000-');
    expect(left()).toEqual([]);
  });

  it('serves several that fetch the same file at once', async () => {
    const { address } = await serve(slowly);
    const all = await Promise.all([1, 2, 3].map(() => fetchFrom([address])));
    expect(all.map(isWhole)).toEqual([true, true, true]);
    expect(left()).toEqual([]);
  });

  it('stops when it is cancelled, and keeps what has come for the next time', async () => {
    const { address, asked } = await serve(silentAfter(70_000), whole());
    const cancel = new AbortController();
    const onBytes = (bytes: number) => bytes === 70_000 && cancel.abort();
    const cut = fetchFrom([address], { signal: cancel.signal, onBytes });
    await expect(cut).rejects.toMatchObject({ code: 'cancelled' });
    expect(isWhole(await fetchFrom([address]))).toBe(true);
    expect(asked[1]?.range).toBe('bytes=70000-');
  });

  it('says in one sentence that nobody answers', async () => {
    await expect(fetchFrom(['http://127.0.0.1:9/file'])).rejects.toMatchObject({
      code: 'model-download-failed',
      message: expect.stringMatching(/^[^\n]*127\.0\.0\.1:9[^\n]*$/) as string,
    });
  });

  it('goes through the proxy that the environment names', async () => {
    const { address, asked } = await serve(whole());
    const through: string[] = [];
    const proxy = await tunnel(through);
    vi.stubEnv('http_proxy', proxy);
    vi.stubEnv('no_proxy', '');
    expect(isWhole(await fetchFrom([address]))).toBe(true);
    expect(through).toEqual([new URL(address).host]);
    expect(asked).toHaveLength(1);
  });

  it('takes a proxy without its http://, as other programs do', async () => {
    const { address } = await serve(whole());
    const through: string[] = [];
    vi.stubEnv('http_proxy', new URL(await tunnel(through)).host);
    vi.stubEnv('no_proxy', '');
    expect(isWhole(await fetchFrom([address]))).toBe(true);
    expect(through).toEqual([new URL(address).host]);
  });

  it.each(['ftp://127.0.0.1:9', 'http://user:secret@:port'])(
    'names the variable that holds %s',
    async proxy => {
      const { address } = await serve(whole());
      const part = join(folder, `.part-${sum.slice(0, 16)}`);
      writeFileSync(part, file.subarray(0, 1000));
      vi.stubEnv('http_proxy', proxy);
      await expect(fetchFrom([address])).rejects.toMatchObject({
        code: 'usage',
        message: expect.stringMatching(/^(?!.*secret).*http_proxy/) as string,
      });
      expect(left(), 'what an earlier run left stays').toHaveLength(1);
    },
  );

  it('clears away what killed processes left, once the file is here', async () => {
    for (const end of ['1-dead', '2-dead']) {
      const dead = join(folder, `.part-${sum.slice(0, 16)}-${end}`);
      writeFileSync(dead, file.subarray(0, 90_000));
      utimesSync(dead, 1, 1);
    }
    const { address } = await serve(whole());
    expect(isWhole(await fetchFrom([address]))).toBe(true);
    expect(left()).toEqual([]);
  });
});

/** A proxy that notes where it is asked to connect to. */
async function tunnel(through: string[]): Promise<string> {
  const server = createServer();
  server.on('connect', ({ url }, client, head) => {
    through.push(String(url));
    const { hostname, port } = new URL(`http://${url}`);
    const onward = connect(Number(port), hostname, () => {
      client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      onward.write(head);
      onward.pipe(client).pipe(onward);
    });
    for (const socket of [client, onward]) socket.on('error', () => undefined);
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
