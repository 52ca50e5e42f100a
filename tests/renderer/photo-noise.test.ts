import { describe, expect, it } from 'vitest';
import { PhotoNoise } from '../../src-renderer/state/photo-noise.svelte.ts';
import { done, failed } from '../../src-shared/contract/result.ts';
import { silent } from '../../src-shared/imaging/scene/noise.ts';
import { fakeDoor } from './fake-door.ts';

describe('a photo’s noise', () => {
  it('is asked for once', async () => {
    const door = fakeDoor({ 'photo.noise': () => done(silent) });
    const noise = new PhotoNoise(door, 'p1');
    expect(noise.value).toBeUndefined();
    await Promise.all([noise.want(), noise.want()]);
    await noise.want();
    expect(noise.value).toEqual(silent);
    expect(door.asked).toEqual([{ name: 'photo.noise', request: { photo: 'p1' } }]);
  });

  it('is asked for again when it could not be had', async () => {
    const answers = [failed({ code: 'photo-missing', message: 'gone' }), done(silent)];
    const noise = new PhotoNoise(fakeDoor({ 'photo.noise': () => answers.shift()! }), 'p1');
    expect(await noise.want()).toMatchObject({ code: 'photo-missing' });
    expect(await noise.want()).toBeUndefined();
    expect(noise.value).toEqual(silent);
  });
});
