import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Channel, Ending } from '../../src-main/compute/channel.ts';
import { ComputeClient } from '../../src-main/compute/client.ts';
import type { FromCompute, Progress, ToCompute } from '../../src-shared/contract/compute.ts';
import { put } from '../making/files.ts';
import { temporaryFolder } from '../making/folder.ts';
import { isRunning, until } from '../making/processes.ts';
import { putMask, putNoise, putPhoto, renderRequest } from '../making/scenes.ts';

const folder = temporaryFolder();
const results = join(folder, 'results');
mkdirSync(results);
const photo = await putPhoto(folder, 'photo.jpg', 900, 600);
const mask = await putMask(folder, 'mask.png', 900, 600);
const requestTo = (name: string) => renderRequest(photo, mask, { path: join(results, name) });

describe('the compute process', () => {
  let client: ComputeClient;

  beforeEach(() => {
    vi.stubEnv('PORTRAIT_FAULTS', '1');
    client = new ComputeClient();
  });

  afterEach(() => {
    client.close();
    vi.unstubAllEnvs();
  });

  it('starts when it is first asked, and says what runs the networks', async () => {
    expect(client.pid).toBeUndefined();
    const answer = await client.call('engine', {});
    expect(['native', 'wasm']).toContain(answer.engine);
    expect(answer.threads).toBeGreaterThanOrEqual(1);
    expect(answer.node).toBe(process.versions.node);
    expect(client.pid).toBeTypeOf('number');
  });

  it('refuses a request of the wrong shape, and goes on', async () => {
    const wrong = { ...requestTo('never.png'), maxMegapixels: 'many' } as unknown as ReturnType<
      typeof requestTo
    >;
    await expect(client.call('render', wrong)).rejects.toMatchObject({
      code: 'usage',
      message: /^Bad render request \(maxMegapixels: .+\)\.$/,
    });
    const { pid } = client;
    await expect(client.call('render', requestTo('after-wrong.png'))).resolves.toMatchObject({
      output: { width: 900, height: 600 },
    });
    expect(client.pid).toBe(pid);
  });

  it('breaks itself for nobody but the tests', async () => {
    vi.stubEnv('PORTRAIT_FAULTS', '');
    await expect(client.call('fault', { kind: 'abort' })).rejects.toMatchObject({ code: 'usage' });
  });

  it('tells how far it is while it works', async () => {
    const seen: Progress[] = [];
    await client.call('render', requestTo('told.png'), { onProgress: progress => seen.push(progress) });
    expect(seen.map(({ stage }) => stage)).toEqual(['read', 'matte', 'matte', 'composite', 'write']);
    const shares = seen.map(({ share }) => share);
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    expect(shares.every(share => share >= 0 && share < 1)).toBe(true);
  });

  it('stops a job that is cancelled, leaves no file of it, and lives on', async () => {
    await client.call('render', requestTo('before.png'));
    const { pid } = client;
    const stop = new AbortController();
    const before = readdirSync(results);
    // Large enough to be caught at it.
    const large = { ...requestTo('cancelled.png'), photo: await putNoise(folder, 'large.tif', 2000, 1500) };
    const call = client.call('render', large, { signal: stop.signal, onProgress: () => stop.abort() });
    await expect(call).rejects.toMatchObject({ code: 'cancelled' });
    expect(readdirSync(results)).toEqual(before);
    await client.call('render', requestTo('after.png'));
    expect(client.pid).toBe(pid);
  });

  it('is not even asked when the job was cancelled before', async () => {
    const call = client.call('engine', {}, { signal: AbortSignal.abort() });
    await expect(call).rejects.toMatchObject({ code: 'cancelled' });
    expect(client.pid).toBeUndefined();
  });

  it('is killed when it hangs and its job is cancelled; the next job gets a new one', async () => {
    const stop = new AbortController();
    const hung = client.call('fault', { kind: 'hang' }, { signal: stop.signal });
    const pid = client.pid!;
    stop.abort();
    await expect(hung).rejects.toMatchObject({ code: 'cancelled' });
    expect(isRunning(pid)).toBe(false);
    await client.call('render', requestTo('after-hang.png'));
    expect(client.pid).not.toBe(pid);
  });

  it('may be killed in the middle of a job: the job fails, and the next one gets a new process', async () => {
    let killed: number | undefined;
    const call = client.call('render', requestTo('killed.png'), {
      onProgress: () => {
        killed ??= client.pid!;
        process.kill(killed, 'SIGKILL');
      },
    });
    await expect(call).rejects.toMatchObject({ code: 'compute-died', message: /SIGKILL/ });
    await client.call('render', requestTo('after-kill.png'));
    expect(client.pid).not.toBe(killed);
    expect(readdirSync(results)).not.toContain('killed.png');
  });

  it('may abort in native code', async () => {
    const [aborted, beside] = await Promise.allSettled([
      client.call('fault', { kind: 'abort' }),
      client.call('engine', {}),
    ]);
    expect(aborted).toMatchObject({ reason: { code: 'compute-died', message: /SIGABRT|code 134/ } });
    expect(beside).toMatchObject({ reason: { code: 'compute-died' } });
    await expect(client.call('render', requestTo('after-abort.png'))).resolves.toBeDefined();
  });

  it('may run out of memory, and says that it was memory', async () => {
    vi.stubEnv('NODE_OPTIONS', '--max-old-space-size=48');
    const call = client.call('fault', { kind: 'memory' });
    vi.stubEnv('NODE_OPTIONS', '');
    await expect(call).rejects.toMatchObject({ code: 'compute-died', message: /memory/ });
    await expect(client.call('render', requestTo('after-memory.png'))).resolves.toBeDefined();
  });

  it('ends when its client is closed, and the calls in flight are cancelled', async () => {
    const call = client.call('render', requestTo('closed.png'));
    const pid = client.pid!;
    client.close();
    await expect(call).rejects.toMatchObject({ code: 'cancelled' });
    await until(() => !isRunning(pid));
  });
});

it('a compute process ends when the process that started it is killed', async () => {
  const module = fileURLToPath(new URL('../../src-main/compute/client.ts', import.meta.url));
  const parentScript = put(
    folder,
    'parent.mjs',
    `const { ComputeClient } = await import(${JSON.stringify(module)});
     const client = new ComputeClient();
     await client.call('engine', {});
     console.log(client.pid);
     setInterval(() => {}, 1000);`,
  );
  const parent = spawn(process.execPath, [parentScript], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = (await once(parent.stdout, 'data')) as [Buffer];
  const pid = Number(line.toString());
  expect(isRunning(pid)).toBe(true);
  parent.kill('SIGKILL');
  await until(() => !isRunning(pid));
});

/** A compute process that does only what the test says. */
class MadeChannel implements Channel {
  readonly sent: ToCompute[] = [];
  onMessage!: (message: FromCompute) => void;
  onEnd!: (ending: Ending) => void;
  readonly pid: number;

  constructor(pid: number) {
    this.pid = pid;
  }

  send(message: ToCompute) {
    this.sent.push(message);
  }

  kill() {}

  listen(onMessage: (message: FromCompute) => void, onEnd: (ending: Ending) => void) {
    this.onMessage = onMessage;
    this.onEnd = onEnd;
  }
}

describe('the client', () => {
  const killed: Ending = { code: null, signal: 'SIGKILL', lastWords: '' };

  it('does not lose the calls of a new process when an old one ends late', async () => {
    const channels = [new MadeChannel(1), new MadeChannel(2)];
    let started = 0;
    const client = new ComputeClient({ start: () => channels[started++] });
    const before = client.call('engine', {});
    client.close();
    await expect(before).rejects.toMatchObject({ code: 'cancelled' });
    const after = client.call('engine', {});
    channels[0].onEnd(killed);
    channels[1].onMessage({ id: 2, answer: 'the answer' });
    await expect(after).resolves.toBe('the answer');
  });

  it('clears away after a dead process before it says so', async () => {
    const channel = new MadeChannel(42);
    const order: string[] = [];
    const client = new ComputeClient({
      start: () => channel,
      onDeath: async pid => {
        await Promise.resolve();
        order.push(`cleared ${String(pid)}`);
      },
    });
    const call = client.call('engine', {}).catch(() => order.push('failed'));
    channel.onEnd(killed);
    await call;
    expect(order).toEqual(['cleared 42', 'failed']);
  });

  it('takes no notice of answers to calls that are over', async () => {
    const channel = new MadeChannel(1);
    const client = new ComputeClient({ start: () => channel });
    const call = client.call('engine', {});
    channel.onMessage({ ready: true });
    channel.onMessage({ id: 77, answer: 'somebody else’s' });
    channel.onMessage({ id: 1, failure: { code: 'engine-unavailable', message: 'None.' } });
    channel.onMessage({ id: 1, answer: 'too late' });
    await expect(call).rejects.toMatchObject({ code: 'engine-unavailable', message: 'None.' });
  });

  it('asks the process to cancel only its own call', async () => {
    const channel = new MadeChannel(1);
    const client = new ComputeClient({ start: () => channel });
    const stop = new AbortController();
    const other = client.call('engine', {});
    const mine = client.call('engine', {}, { signal: stop.signal });
    stop.abort();
    expect(channel.sent.at(-1)).toEqual({ cancel: 2 });
    channel.onMessage({ id: 2, failure: { code: 'internal', message: 'Torn down.' } });
    channel.onMessage({ id: 1, answer: 'done' });
    await expect(mine).rejects.toMatchObject({ code: 'cancelled' });
    await expect(other).resolves.toBe('done');
  });
});
