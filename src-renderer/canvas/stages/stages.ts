import { type Edit, lensSigma } from '../../../src-shared/edit/schema.ts';
import { shownSize } from '../../../src-shared/imaging/placement.ts';
import { GRAIN_SIDE, GRAIN_UNIT, grainTile } from '../../../src-shared/imaging/scene/grain.ts';
import type { Noise } from '../../../src-shared/imaging/scene/noise.ts';
import { type BoxSide, scaledSide } from '../blur-plan.ts';
import type { Size } from '../geometry.ts';
import type { ShownBackdrop } from '../gl/backdrop-uniforms.ts';
import type { Programs } from '../gl/programs.ts';
import {
  floatTexture,
  makeMipmaps,
  plainTexture,
  type Target,
  type Texture,
  uploadBitmap,
} from '../gl/texture.ts';
import type { ShownPhoto } from '../view.ts';
import { BoxBlur } from './box-blur.ts';
import { EdgeShape } from './edge-shape.ts';
import { type LensBackground, LensBlur } from './lens-blur.ts';
import { LiveMatte } from './live-matte.ts';
import { Placed } from './placed.ts';
import { SceneLight } from './scene-light.ts';
import { Shrink } from './shrink.ts';

/** What one stage last worked from; equal parts mean that its result still holds. */
type Recipe = readonly (number | string)[];

const same = (a: Recipe, b: Recipe): boolean => a.length === b.length && a.every((part, i) => part === b[i]);

const lensRecipe = ({ lens }: Edit): Recipe => [lens.shape, lens.highlights, Number(lens.falloff)];

/** Everything that lies between what was sent and what is drawn; a stage runs when what it works from has changed. */
export class Stages {
  readonly matte: LiveMatte;
  private readonly gl: WebGL2RenderingContext;
  private readonly edge: EdgeShape;
  private readonly feather: BoxBlur;
  private readonly classic: BoxBlur;
  private readonly lens: LensBlur;
  private readonly backdropShrink: Shrink;
  private readonly placed: Placed;
  private readonly light: SceneLight;
  private photoTexture: Texture | undefined;
  private backdropTexture: Texture | undefined;
  private colourTexture: Texture | undefined;
  private readonly nothing: Texture;
  private full: Size = { width: 1, height: 1 };
  /** Counts up whenever the pixels of the photo, or of the matte, are others. */
  private photoEdition = 0;
  private matteEdition = 0;
  private backdropEdition = 0;
  private edged: { recipe: Recipe; texture: Texture } | undefined;
  private shrunk: { recipe: Recipe; texture: Texture } | undefined;
  private boxed: { recipe: Recipe; texture: Texture } | undefined;
  private unfocused: { recipe: Recipe; background: LensBackground } | undefined;
  private matched: { recipe: Recipe; gains: Texture | undefined } | undefined;
  private grain: Texture | undefined;

  constructor(gl: WebGL2RenderingContext, programs: Programs) {
    this.gl = gl;
    this.matte = new LiveMatte(gl, programs);
    this.edge = new EdgeShape(gl, programs);
    this.feather = new BoxBlur(gl, programs, { between: gl.R16F, result: gl.R8 });
    this.classic = new BoxBlur(gl, programs, { between: gl.RGBA16F, result: gl.RGBA8 });
    this.lens = new LensBlur(gl, programs);
    this.backdropShrink = new Shrink(gl, programs);
    this.placed = new Placed(gl, programs);
    this.light = new SceneLight(gl, programs);
    this.nothing = plainTexture(gl, [0, 0, 0, 255]);
  }

  get photo(): Texture | undefined {
    return this.photoTexture;
  }

  /** Stands in where a sampler has nothing to read. */
  get empty(): Texture {
    return this.nothing;
  }

  setPhoto(photo: ShownPhoto | undefined) {
    this.drop(this.photoTexture);
    this.photoTexture = photo && uploadBitmap(this.gl, photo.bitmap);
    this.full = photo ?? { width: 1, height: 1 };
    this.photoEdition++;
  }

  setBackdrop(bitmap: ImageBitmap | undefined) {
    this.drop(this.backdropTexture);
    this.backdropTexture = bitmap && uploadBitmap(this.gl, bitmap);
    this.backdropEdition++;
  }

  /** The edge's colours: the subject's on the left, those behind it on the right. */
  get colours(): Texture | undefined {
    return this.colourTexture;
  }

  setColours(bitmap: ImageBitmap | undefined) {
    this.drop(this.colourTexture);
    this.colourTexture = bitmap && uploadBitmap(this.gl, bitmap);
  }

  /** What the photo's grain is like; none is laid on before that is known. */
  setNoise(noise: Noise | undefined) {
    this.drop(this.grain);
    const size = { width: GRAIN_SIDE, height: GRAIN_SIDE };
    this.grain =
      noise &&
      floatTexture(
        this.gl,
        size,
        Float32Array.from(grainTile(noise), level => level / GRAIN_UNIT),
      );
  }

  get grainTile(): Texture | undefined {
    return this.grain;
  }

  /** Said after every change of the matte's pixels. */
  matteChanged() {
    this.matteEdition++;
  }

  /** Proxy pixels a photo pixel. */
  get proxyScale(): number {
    return (this.photoTexture?.width ?? 1) / this.full.width;
  }

  /** The matte with the edge that the edit gives it, and mipmaps. */
  edgedMatte(edit: Edit): Texture | undefined {
    const live = this.matte.texture;
    if (!live) return undefined;
    const { feather, edge } = edit;
    const recipe = [this.matteEdition, feather.width, feather.height, edge.shift, edge.contrast];
    if (!this.edged || !same(this.edged.recipe, recipe)) {
      const texture = this.softened(this.edge.run(live, edge, this.proxyScale), edit);
      makeMipmaps(this.gl, texture);
      this.edged = { recipe, texture };
    }
    return this.edged.texture;
  }

  private softened(shaped: Target, { feather }: Edit): Texture {
    if (feather.width === 0 || feather.height === 0) return shaped;
    // The shrinking at its start reads them.
    makeMipmaps(this.gl, shaped);
    return this.feather.run(shaped, this.onProxy(feather.width), this.onProxy(feather.height));
  }

  /** The backdrop picture, brought to the size at which it shows: `readBackdrop` of `src-main/photo/backdrop.ts`. */
  shownBackdrop({ background, style }: Edit): Texture | undefined {
    const backdrop = this.backdropTexture;
    // The classic style knows no smoothing.
    if (background.kind !== 'picture' || !backdrop || style === 'classic') return backdrop;
    const { width, height } = shownSize(backdrop, this.full, background.placement, this.proxyScale);
    if (width === backdrop.width && height === backdrop.height) return backdrop;
    const recipe = [this.backdropEdition, width, height];
    if (!this.shrunk || !same(this.shrunk.recipe, recipe)) {
      const texture = this.backdropShrink.run(backdrop, { width, height }, this.gl.RGBA8, true);
      makeMipmaps(this.gl, texture);
      this.shrunk = { recipe, texture };
    }
    return this.shrunk.texture;
  }

  /** The photo under the notebook's box; `undefined` where the edit has none. */
  boxedBackground({ background, style }: Edit): Texture | undefined {
    if (background.kind !== 'blur' || background.amount === 0 || style !== 'classic') return undefined;
    if (!this.photoTexture || !this.matte.texture) return undefined;
    const recipe = [this.photoEdition, background.amount];
    if (!this.boxed || !same(this.boxed.recipe, recipe)) {
      const side = this.onProxy(Math.round(background.amount) || 1);
      this.boxed = { recipe, texture: this.classic.run(this.photoTexture, side, side) };
    }
    return this.boxed.texture;
  }

  /** What is out of focus behind; `undefined` where the edit blurs nothing, or nothing is there to blur. */
  unfocusedBackground(edit: Edit): LensBackground | undefined {
    const { background, style } = edit;
    const matte = this.edgedMatte(edit);
    if (style !== 'lens' || !matte || !this.photoTexture) return undefined;
    if (background.kind === 'picture') return this.unfocusedBackdrop(edit, this.photoTexture);
    if (background.kind !== 'blur' || background.amount === 0) return undefined;
    return this.throughLens(edit, background.amount, [this.photoEdition, ...this.edged!.recipe], () => ({
      photo: this.photoTexture!,
      matte,
    }));
  }

  /** As the photo's own would be: laid in its place first, as `src-main/compute/jobs/scene.ts` does it. */
  private unfocusedBackdrop(edit: Edit, proxy: Size): LensBackground | undefined {
    const { background, lens, scene } = edit;
    if (background.kind !== 'picture' || background.blur === 0 || !this.backdropTexture) return undefined;
    const gains = scene.matched === 'backdrop' ? this.matchingGains(edit) : undefined;
    const recipe = [...this.backdropRecipe(edit), ...(gains ? this.matched!.recipe : [])];
    return this.throughLens({ ...edit, lens: { ...lens, falloff: false } }, background.blur, recipe, () => ({
      photo: this.placed.run(proxy, this.backdropOf(edit), gains),
      matte: this.nothing,
    }));
  }

  private throughLens(
    edit: Edit,
    amount: number,
    of: Recipe,
    source: () => { photo: Texture; matte: Texture },
  ): LensBackground {
    const recipe = [edit.background.kind, amount, ...lensRecipe(edit), ...of];
    if (!this.unfocused || !same(this.unfocused.recipe, recipe)) {
      const sigma = lensSigma(amount, this.full.width, this.full.height) * this.proxyScale;
      const { photo, matte } = source();
      this.unfocused = { recipe, background: this.lens.run(photo, matte, sigma, edit.lens) };
    }
    return this.unfocused.background;
  }

  /** What the one that moves is multiplied by, in one pixel; `undefined` where the edit leaves all in its own light. */
  matchingGains(edit: Edit): Texture | undefined {
    const { background, scene, style } = edit;
    if (scene.matchLight === 0 || style !== 'lens') return undefined;
    if (background.kind === 'blur' || background.kind === 'transparent') return undefined;
    const matte = this.edgedMatte(edit);
    if (!matte || !this.photoTexture) return undefined;
    const of = [this.photoEdition, ...this.edged!.recipe, ...this.backdropRecipe(edit)];
    const recipe = [scene.matchLight, scene.matched, ...of];
    if (!this.matched || !same(this.matched.recipe, recipe))
      this.matched = { recipe, gains: this.light.run(this.photoTexture, matte, this.backdropOf(edit)) };
    return this.matched.gains;
  }

  private backdropRecipe({ background }: Edit): Recipe {
    return [this.backdropEdition, this.photoEdition, JSON.stringify(background)];
  }

  private backdropOf(edit: Edit): ShownBackdrop {
    return { edit, full: this.full, picture: this.shownBackdrop(edit), empty: this.nothing };
  }

  private onProxy(side: number): BoxSide {
    return scaledSide(side, this.proxyScale);
  }

  private drop(old: Texture | undefined) {
    if (old) this.gl.deleteTexture(old.texture);
  }
}
