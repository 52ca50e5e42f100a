import { type Edit, lensSigma } from '../../../src-shared/edit/schema.ts';
import { shownSize } from '../../../src-shared/imaging/placement.ts';
import { type BoxSide, scaledSide } from '../blur-plan.ts';
import type { Size } from '../geometry.ts';
import type { Programs } from '../gl/programs.ts';
import { makeMipmaps, plainTexture, type Target, type Texture, uploadBitmap } from '../gl/texture.ts';
import type { ShownPhoto } from '../view.ts';
import { BoxBlur } from './box-blur.ts';
import { EdgeShape } from './edge-shape.ts';
import { type LensBackground, LensBlur } from './lens-blur.ts';
import { LiveMatte } from './live-matte.ts';
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

  constructor(gl: WebGL2RenderingContext, programs: Programs) {
    this.gl = gl;
    this.matte = new LiveMatte(gl, programs);
    this.edge = new EdgeShape(gl, programs);
    this.feather = new BoxBlur(gl, programs, { between: gl.R16F, result: gl.R8 });
    this.classic = new BoxBlur(gl, programs, { between: gl.RGBA16F, result: gl.RGBA8 });
    this.lens = new LensBlur(gl, programs);
    this.backdropShrink = new Shrink(gl, programs);
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

  /** The photo's own background out of focus; `undefined` where the edit does not blur it, or nothing is there to blur. */
  unfocusedBackground(edit: Edit): LensBackground | undefined {
    const { background, style, lens } = edit;
    if (background.kind !== 'blur' || background.amount === 0 || style !== 'lens') return undefined;
    const matte = this.edgedMatte(edit);
    if (!matte || !this.photoTexture) return undefined;
    const recipe = [this.photoEdition, background.amount, ...lensRecipe(edit), ...this.edged!.recipe];
    if (!this.unfocused || !same(this.unfocused.recipe, recipe)) {
      const sigma = lensSigma(background.amount, this.full.width, this.full.height) * this.proxyScale;
      this.unfocused = { recipe, background: this.lens.run(this.photoTexture, matte, sigma, lens) };
    }
    return this.unfocused.background;
  }

  private onProxy(side: number): BoxSide {
    return scaledSide(side, this.proxyScale);
  }

  private drop(old: Texture | undefined) {
    if (old) this.gl.deleteTexture(old.texture);
  }
}
