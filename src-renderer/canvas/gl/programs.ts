import { MOST_TAPS } from '../blur-plan.ts';
import { boxFragment } from '../shaders/box.ts';
import { cursorFragment, strokeFragment, strokeVertex } from '../shaders/brush.ts';
import { compositeFragment } from '../shaders/composite.ts';
import { copyFragment } from '../shaders/copy.ts';
import { gaussianFragment } from '../shaders/gaussian.ts';
import { premultiplyFragment } from '../shaders/premultiply.ts';
import { quadVertex } from '../shaders/quad.ts';
import { shrinkFragment } from '../shaders/shrink.ts';
import { unpremultiplyFragment } from '../shaders/unpremultiply.ts';
import { linkProgram, type Program } from './program.ts';

export type ProgramName =
  | 'copy'
  | 'shrink'
  | 'box'
  | 'premultiply'
  | 'gaussian'
  | 'unpremultiply'
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
    premultiply: overQuad(premultiplyFragment),
    gaussian: overQuad(gaussianFragment(MOST_TAPS)),
    unpremultiply: overQuad(unpremultiplyFragment),
    composite: overQuad(compositeFragment),
    cursor: overQuad(cursorFragment),
    stroke: linkProgram(gl, strokeVertex, strokeFragment, ['start', 'end']),
  };
}
