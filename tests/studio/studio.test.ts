import { describe, expect, it } from 'vitest';
import type { Channel } from '../../src-main/compute/channel.ts';
import { openStudio } from '../../src-main/studio/index.ts';
import type { FromCompute, ToCompute } from '../../src-shared/contract/compute.ts';

/** A compute process that only listens. */
class SilentChannel implements Channel {
  readonly pid = undefined;
  readonly sent: ToCompute[] = [];
  onMessage: (message: FromCompute) => void = () => undefined;
  die: () => void = () => undefined;
  send = (message: ToCompute) => void this.sent.push(message);
  kill = () => undefined;
  listen = (onMessage: SilentChannel['onMessage'], onEnd: Parameters<Channel['listen']>[1]) => {
    this.onMessage = onMessage;
    this.die = () => onEnd({ code: 1, signal: null, lastWords: '' });
  };
}

function openSilent() {
  const started: SilentChannel[] = [];
  const start = () => {
    started.push(new SilentChannel());
    return started.at(-1)!;
  };
  return { started, studio: openStudio({ start }) };
}

describe('the studio', () => {
  it('starts no process for who only looks', () => {
    expect(openSilent().started).toEqual([]);
  });

  it('has the network loaded before a photo is asked for', () => {
    const { started, studio } = openSilent();
    studio.warmUp();
    expect(started.map(({ sent }) => sent)).toEqual([
      [{ id: 1, method: 'warm', request: { engine: 'auto' } }],
    ]);
  });

  it('says nothing of a start that failed: the next call begins anew', async () => {
    const { started, studio } = openSilent();
    studio.warmUp();
    started[0].die();
    const asked = studio.compute.call('engine', {});
    started[1].onMessage({ id: 2, failure: { code: 'engine-unavailable', message: 'None.' } });
    await expect(asked).rejects.toMatchObject({ code: 'engine-unavailable' });
  });
});
