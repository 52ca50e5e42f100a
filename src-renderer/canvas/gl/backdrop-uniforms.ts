import type { Background, Edit } from '../../../src-shared/edit/schema.ts';
import { placementOf } from '../../../src-shared/imaging/placement.ts';
import type { Size } from '../geometry.ts';
import { parseHexColour } from '../hex-colour.ts';
import { backdropMap } from '../placement.ts';
import { behindCodes } from '../shaders/backdrop.ts';
import { matchedCodes } from '../shaders/relight.ts';
import type { Program } from './program.ts';
import { bindTexture, type Texture } from './texture.ts';

/** What every program that holds `shaders/backdrop.ts` is told. */

type Uniforms = Program['at'];

const PICTURE_UNIT = 2;
const GAINS_UNIT = 8;

/** What an edit puts in place of the photo's own background. */
export interface ShownBackdrop {
  readonly edit: Edit;
  /** Full size of the photo. */
  readonly full: Size;
  /** The picture, at the size at which it shows. */
  readonly picture: Texture | undefined;
  /** Stands in where a sampler has nothing to read. */
  readonly empty: Texture;
}

/** @returns whether there is a picture, a colour or a gradient */
export function setBackdrop(
  gl: WebGL2RenderingContext,
  at: Uniforms,
  { edit, full, picture, empty }: ShownBackdrop,
): boolean {
  const { background } = edit;
  switch (background.kind) {
    case 'picture':
      if (!picture) return false;
      setPlacement(gl, at, background, picture, edit, full);
      return setPicture(gl, at, picture, behindCodes.picture);
    case 'colour':
      gl.uniform3fv(at.colourFrom ?? null, parseHexColour(background.colour));
      return setPicture(gl, at, empty, behindCodes.colour);
    case 'gradient':
      setGradient(gl, at, background, full);
      return setPicture(gl, at, empty, behindCodes.gradient);
    default:
      return false;
  }
}

/** @param gains one pixel, see `stages/scene-light.ts`; none: all keeps its light */
export function setGains(
  gl: WebGL2RenderingContext,
  at: Uniforms,
  gains: Texture,
  matched: keyof typeof matchedCodes,
) {
  gl.uniform1i(at.matched ?? null, matchedCodes[matched]);
  bindTexture(gl, GAINS_UNIT, gains, at.gains);
}

export function setPicture(gl: WebGL2RenderingContext, at: Uniforms, picture: Texture, code: number): true {
  gl.uniform1i(at.behind ?? null, code);
  bindTexture(gl, PICTURE_UNIT, picture, at.picture);
  return true;
}

function setPlacement(
  gl: WebGL2RenderingContext,
  at: Uniforms,
  { placement }: Extract<Background, { kind: 'picture' }>,
  backdrop: Texture,
  { style }: Edit,
  full: Size,
) {
  const map = backdropMap(full, backdrop, placementOf(placement, style));
  gl.uniform4f(at.pictureMap ?? null, map.scaleX, map.scaleY, map.shiftX, map.shiftY);
}

/** As `gradientRows`: the line runs through the middle and is as long as the picture's extent along it. */
function setGradient(
  gl: WebGL2RenderingContext,
  at: Uniforms,
  { from, to, angle }: Extract<Background, { kind: 'gradient' }>,
  { width, height }: Size,
) {
  const across = width * Math.sin((angle * Math.PI) / 180);
  const down = height * Math.cos((angle * Math.PI) / 180);
  gl.uniform3fv(at.colourFrom ?? null, parseHexColour(from));
  gl.uniform3fv(at.colourTo ?? null, parseHexColour(to));
  gl.uniform3f(at.gradientLine ?? null, across, down, Math.abs(across) + Math.abs(down));
}
