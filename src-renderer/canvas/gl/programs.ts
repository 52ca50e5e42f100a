import { LIGHT_LOOKS } from '../../../src-shared/imaging/scene/light.ts';
import { MOST_CHORDS, MOST_TAPS } from '../blur-plan.ts';
import { apertureFragment } from '../shaders/aperture.ts';
import { boxFragment } from '../shaders/box.ts';
import { cursorFragment, strokeFragment, strokeVertex } from '../shaders/brush.ts';
import { compositeFragment } from '../shaders/composite.ts';
import { copyFragment } from '../shaders/copy.ts';
import { encodeFragment } from '../shaders/encode.ts';
import { pullFragment, pushFragment } from '../shaders/fill.ts';
import { focusFragment } from '../shaders/focus.ts';
import { gaussianFragment } from '../shaders/gaussian.ts';
import { lineFragment } from '../shaders/line.ts';
import { gainsFragment, lightFragment } from '../shaders/light.ts';
import { placedFragment } from '../shaders/placed.ts';
import { quadVertex } from '../shaders/quad.ts';
import { shrinkFragment } from '../shaders/shrink.ts';
import { weighFragment } from '../shaders/weigh.ts';
import { linkProgram, type Program } from './program.ts';

export type ProgramName =
  | 'copy'
  | 'shrink'
  | 'box'
  | 'line'
  | 'weigh'
  | 'pull'
  | 'push'
  | 'aperture'
  | 'gaussian'
  | 'encode'
  | 'focus'
  | 'placed'
  | 'light'
  | 'gains'
  | 'composite'
  | 'cursor'
  | 'stroke';
export type Programs = Readonly<Record<ProgramName, Program>>;

export function linkPrograms(gl: WebGL2RenderingContext): Programs {
  const overQuad = (fragment: string) => linkProgram(gl, quadVertex, fragment);
  return {
    copy: overQuad(copyFragment),
    shrink: overQuad(shrinkFragment),
    box: overQuad(boxFragment),
    line: overQuad(lineFragment),
    weigh: overQuad(weighFragment),
    pull: overQuad(pullFragment),
    push: overQuad(pushFragment),
    aperture: overQuad(apertureFragment(MOST_CHORDS)),
    gaussian: overQuad(gaussianFragment(MOST_TAPS)),
    encode: overQuad(encodeFragment),
    focus: overQuad(focusFragment),
    placed: overQuad(placedFragment),
    light: overQuad(lightFragment(LIGHT_LOOKS)),
    gains: overQuad(gainsFragment),
    composite: overQuad(compositeFragment),
    cursor: overQuad(cursorFragment),
    stroke: linkProgram(gl, strokeVertex, strokeFragment, ['start', 'end']),
  };
}
