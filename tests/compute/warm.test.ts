import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { ComputeClient } from '../../src-main/compute/client.ts';
import { temporaryFolder } from '../making/folder.ts';
import { putPhoto } from '../making/scenes.ts';

const network = fileURLToPath(new URL('../../models/u2netp/model.json', import.meta.url));
const missing = existsSync(network) ? undefined : 'the shipped network is not in models/u2netp';

const folder = temporaryFolder();
const photo = await putPhoto(folder, 'photo.jpg', 900, 600);
const onScreen = { photo, maxMegapixels: 300, longSide: 2048 };
const seeking = { engine: 'auto', style: 'lens', subject: 'auto' } as const;
const subject = { ...onScreen, ...seeking, strokes: [], regions: [] };

describe.skipIf(missing !== undefined)(`a warm start${missing ? ` (skipped: ${missing})` : ''}`, () => {
  const client = new ComputeClient();
  afterEach(() => client.close());

  it('does not hold photos up: pictures come while the network is being loaded', async () => {
    const state = { loading: true, pictures: 0 };
    const warm = client.call('warm', { engine: 'auto' }).then(() => (state.loading = false));
    for (; state.loading; state.pictures++) await client.call('proxy', onScreen);
    await warm;
    // Loading has pieces of half a second. Were they in the way, there would be two or three.
    expect(state.pictures).toBeGreaterThan(8);
  });

  it('lets a photo whose subject is being found be given up, and another be opened, by the same process', async () => {
    const stop = new AbortController();
    const given = client.call('matte', subject, { signal: stop.signal, onProgress: () => stop.abort() });
    const { pid } = client;
    await expect(given).rejects.toMatchObject({ code: 'cancelled' });
    await expect(client.call('proxy', onScreen)).resolves.toMatchObject({ width: 900 });
    await expect(client.call('matte', subject)).resolves.toMatchObject({ width: 900 });
    expect(client.pid).toBe(pid);
  });
});
