import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { photoArguments } from '../../src-main/desktop/photo-arguments.ts';

describe('photoArguments', () => {
  it('takes what follows the program, and its folder when run from the sources', () => {
    const here = { cwd: '/photos' };
    const wanted = [resolve('/photos', 'cat.jpg'), resolve('/other/dog.png')];
    const words = ['cat.jpg', '--inspect', '', '/other/dog.png'];
    expect(photoArguments(['electron', '.', ...words], { ...here, packaged: false })).toEqual(wanted);
    expect(photoArguments(['portrait', ...words], { ...here, packaged: true })).toEqual(wanted);
  });
});
