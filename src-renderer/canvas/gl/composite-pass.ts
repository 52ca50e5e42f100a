import type { Screen } from '../../../src-shared/contract/compute.ts';
import { type Edit, lensSigma } from '../../../src-shared/edit/schema.ts';
import { cleansEdge } from '../../../src-shared/edit/cleans-edge.ts';
import { lostGrain } from '../../../src-shared/imaging/scene/grain.ts';
import type { Noise } from '../../../src-shared/imaging/scene/noise.ts';
import { missingCase } from '../../../src-shared/contract/errors.ts';
import type { Size } from '../geometry.ts';
import { parseHexColour } from '../hex-colour.ts';
import { type LayerState, strengthOf } from '../layers.ts';
import { behindCodes } from '../shaders/backdrop.ts';
import { overlayCodes } from '../shaders/overlay.ts';
import type { LensBackground } from '../stages/lens-blur.ts';
import type { Stages } from '../stages/stages.ts';
import { setBackdrop, setGains, setPicture } from './backdrop-uniforms.ts';
import type { Program } from './program.ts';
import { bindTexture, type Texture } from './texture.ts';

const PHOTO_UNIT = 0;
const MATTE_UNIT = 1;
const LEVEL_UNITS = [3, 4] as const;
const PLANE_UNIT = 5;
const TRUTH_UNIT = 6;
const COLOURS_UNIT = 7;
const GRAIN_UNIT = 9;

/** What the composite shows: the same for the screen, a tile and reading back. */
export interface Composite {
  readonly edit: Edit;
  readonly layers: LayerState;
  /** Full size of the photo. */
  readonly full: Size;
  /** The screen that the matte was keyed from. */
  readonly screen: Screen | undefined;
  /** The photo's noise, where it is known. */
  readonly noise: Noise | undefined;
}

/** Runs the stages that are out of date, and sets what does not depend on where the picture is drawn. */
export function prepareComposite(
  gl: WebGL2RenderingContext,
  { program, at }: Program,
  stages: Stages,
  composite: Composite,
) {
  const { edit, layers } = composite;
  const matte = stages.edgedMatte(edit);
  const boxed = stages.boxedBackground(edit);
  const unfocused = stages.unfocusedBackground(edit);
  const backdrop = stages.shownBackdrop(edit);
  const gains = stages.matchingGains(edit);
  gl.useProgram(program);
  gl.uniform1i(at.replaced ?? null, edit.background.kind === 'blur' || !matte ? 0 : 1);
  bindTexture(gl, MATTE_UNIT, matte ?? stages.empty, at.matte);
  setOverlay(gl, at, layers, matte !== undefined);
  setLight(gl, at, stages, edit, gains);
  setGrain(gl, at, stages, composite);
  setSpill(gl, at, edit.key && matte ? composite.screen : undefined, edit.key?.spill ?? 0);
  setCleaning(gl, at, stages, edit);
  const strength = strengthOf(edit.background.kind === 'blur' ? layers.blurred : layers.backdrop);
  const there = matte
    ? setBehind(gl, at, stages, composite, { boxed, unfocused, backdrop })
    : setPhotoBehind(gl, at, stages);
  gl.uniform2f(at.strength ?? null, strengthOf(layers.original), there ? strength : 0);
}

type Uniforms = Program['at'];

function setOverlay(gl: WebGL2RenderingContext, at: Uniforms, { overlay }: LayerState, hasMatte: boolean) {
  gl.uniform1i(at.look ?? null, overlayCodes[overlay.look]);
  gl.uniform1f(at.overlayStrength ?? null, hasMatte ? strengthOf(overlay) : 0);
  gl.uniform3fv(at.tint ?? null, parseHexColour(overlay.colour));
}

/** What the stages have made of the edit, as far as it asks for it. */
interface Backgrounds {
  readonly boxed: Texture | undefined;
  readonly unfocused: LensBackground | undefined;
  readonly backdrop: Texture | undefined;
}

/** A backdrop out of focus was lit before it was blurred. */
function setLight(
  gl: WebGL2RenderingContext,
  at: Uniforms,
  stages: Stages,
  { background, scene }: Edit,
  gains: Texture | undefined,
) {
  const lit = scene.matched === 'backdrop' && background.kind === 'picture' && background.blur > 0;
  setGains(gl, at, gains ?? stages.empty, gains && !lit ? scene.matched : 'nothing');
}

function setGrain(
  gl: WebGL2RenderingContext,
  at: Uniforms,
  stages: Stages,
  { edit: { background, scene, style }, full, noise }: Composite,
) {
  const tile = stages.grainTile;
  const there = background.kind === 'blur' ? background.amount > 0 : background.kind !== 'transparent';
  const grainy = tile && noise && there && style === 'lens' && scene.grain > 0;
  gl.uniform1i(at.grainy ?? null, grainy ? 1 : 0);
  gl.uniform2f(at.full ?? null, full.width, full.height);
  bindTexture(gl, GRAIN_UNIT, tile ?? stages.empty, at.grainTile);
  if (!grainy) return;
  const lost =
    background.kind === 'blur' ? lostGrain(lensSigma(background.amount, full.width, full.height)) : 1;
  const share = (lost * scene.grain) / 100 / 255;
  gl.uniform1fv(
    at.grainBands ?? null,
    noise.luma.map(deviation => deviation * share),
  );
}

/** As `Spill` of `src-shared/imaging/key/spill.ts`; levels are 0 … 1 here. */
function setSpill(gl: WebGL2RenderingContext, at: Uniforms, screen: Screen | undefined, amount: number) {
  gl.uniform1f(at.spillAmount ?? null, screen ? amount / 100 : -1);
  if (!screen) return;
  const { colour, first, second, light } = screen;
  gl.uniform3fv(
    at.screenColour ?? null,
    colour.map(level => level / 255),
  );
  gl.uniform3fv(
    at.screenFirst ?? null,
    first.map(axis => axis * 255),
  );
  gl.uniform3fv(
    at.screenSecond ?? null,
    second.map(axis => axis * 255),
  );
  gl.uniform1fv(at.screenLight ?? null, light);
}

function setCleaning(gl: WebGL2RenderingContext, at: Uniforms, stages: Stages, edit: Edit) {
  const { colours } = stages;
  const cleans = colours !== undefined && cleansEdge(edit);
  gl.uniform1f(at.cleaning ?? null, cleans ? edit.edge.decontaminate / 100 : 0);
  bindTexture(gl, TRUTH_UNIT, stages.matte.texture ?? stages.empty, at.truth);
  bindTexture(gl, COLOURS_UNIT, colours ?? stages.empty, at.colours);
}

/** @returns whether anything but the photo is behind */
function setBehind(
  gl: WebGL2RenderingContext,
  at: Uniforms,
  stages: Stages,
  { edit, full }: Composite,
  { boxed, unfocused, backdrop }: Backgrounds,
): boolean {
  const { background } = edit;
  const shown = { edit, full, picture: backdrop, empty: stages.empty };
  switch (background.kind) {
    case 'blur':
      if (unfocused) return setUnfocused(gl, at, stages, unfocused);
      return boxed ? setPicture(gl, at, boxed, behindCodes.over) : setPhotoBehind(gl, at, stages);
    case 'picture':
      if (unfocused) return setUnfocused(gl, at, stages, unfocused);
      return setBackdrop(gl, at, shown) || setPhotoBehind(gl, at, stages);
    case 'colour':
    case 'gradient':
      return setBackdrop(gl, at, shown);
    case 'transparent':
      return setPicture(gl, at, stages.empty, behindCodes.nothing);
    default:
      return missingCase(background);
  }
}

function setUnfocused(
  gl: WebGL2RenderingContext,
  at: Uniforms,
  stages: Stages,
  { levels: [quarter, half, full], plane }: LensBackground,
): true {
  gl.uniform1i(at.falloff ?? null, plane ? 1 : 0);
  bindTexture(gl, LEVEL_UNITS[0], quarter, at.quarter);
  bindTexture(gl, LEVEL_UNITS[1], half, at.halfway);
  bindTexture(gl, PLANE_UNIT, plane ?? stages.empty, at.plane);
  return setPicture(gl, at, full, behindCodes.unfocused);
}

function setPhotoBehind(gl: WebGL2RenderingContext, at: Uniforms, stages: Stages): false {
  setPicture(gl, at, stages.empty, behindCodes.photo);
  return false;
}

/** Where the photo's own pixels come from: the proxy (all of the photo), or a tile of it at full size. */
export interface PixelSource {
  readonly texture: Texture;
  /** In shares of the photo. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Exact pixels instead of mixtures. */
  readonly exact: boolean;
}

export function setSource(gl: WebGL2RenderingContext, { at }: Program, source: PixelSource) {
  const { texture, exact } = source;
  gl.uniform4f(at.source ?? null, source.x, source.y, source.width, source.height);
  gl.uniform2f(at.snap ?? null, exact ? texture.width : 0, exact ? texture.height : 0);
  bindTexture(gl, PHOTO_UNIT, texture, at.photo);
}
