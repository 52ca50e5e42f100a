import type { Size } from './geometry.ts';
import { type Texture, uploadBitmap } from './gl/texture.ts';
import { fetchedRect, forTilesIn, tileRect } from './tile-grid.ts';
import type { FetchTile, Rect } from './view.ts';

/** Tiles kept, about 1.4 MB each with their mipmaps. */
const KEPT = 96;
const AT_ONCE = 4;
/** A tile that could not be had is asked for again after so many milliseconds, then after twice as many … */
const AGAIN_AFTER = 500;
const AGAIN_AT_MOST = 16_000;

interface Tile {
  readonly column: number;
  readonly row: number;
  state: 'wanted' | 'coming' | 'failed' | Texture;
  failures: number;
  /** The draw that last wanted it. */
  used: number;
}

/** Full-resolution parts of the photo: fetched when they come into view, and forgotten when long out of it. */
export class Tiles {
  private readonly gl: WebGL2RenderingContext;
  private readonly arrived: () => void;
  private readonly tiles = new Map<number, Tile>();
  private fetchTile: FetchTile | undefined;
  private photo: Size = { width: 1, height: 1 };
  private draws = 0;
  /** Answers to questions about an earlier photo are thrown away. */
  private edition = 0;
  private coming = 0;

  constructor(gl: WebGL2RenderingContext, arrived: () => void) {
    this.gl = gl;
    this.arrived = arrived;
  }

  reset(photo: Size | undefined, fetchTile: FetchTile | undefined) {
    for (const { state } of this.tiles.values()) this.drop(state);
    this.tiles.clear();
    this.photo = photo ?? { width: 1, height: 1 };
    this.fetchTile = photo && fetchTile;
    this.edition++;
    this.coming = 0;
  }

  /** Draws the tiles of a part that are there, and asks for the others. */
  show(part: Rect, draw: (texture: Texture, tile: Rect, fetched: Rect) => void) {
    if (!this.fetchTile) return;
    this.draws++;
    forTilesIn(part, (column, row) => {
      const tile = this.tileAt(column, row);
      tile.used = this.draws;
      if (typeof tile.state === 'string') return;
      draw(tile.state, tileRect(column, row, this.photo), fetchedRect(column, row, this.photo));
    });
    this.forgetOldest();
    this.fetchNext();
  }

  private tileAt(column: number, row: number): Tile {
    const key = row * 65_536 + column;
    const known = this.tiles.get(key);
    if (known) return known;
    const tile: Tile = { column, row, state: 'wanted', failures: 0, used: 0 };
    this.tiles.set(key, tile);
    return tile;
  }

  /** Only what the last draw wanted: a fast pan does not leave a queue behind. */
  private fetchNext() {
    for (const tile of this.tiles.values()) {
      if (this.coming >= AT_ONCE) return;
      if (tile.state === 'wanted' && tile.used === this.draws) void this.fetch(tile);
    }
  }

  private async fetch(tile: Tile) {
    const { edition } = this;
    tile.state = 'coming';
    this.coming++;
    const bitmap = await this.answer(tile);
    if (edition === this.edition) {
      this.coming--;
      if (bitmap) tile.state = uploadBitmap(this.gl, bitmap);
      else this.askLater(tile);
      this.arrived();
    }
    bitmap?.close();
  }

  private askLater(tile: Tile) {
    const { edition } = this;
    const wait = Math.min(AGAIN_AT_MOST, AGAIN_AFTER * 2 ** tile.failures);
    tile.state = 'failed';
    tile.failures++;
    setTimeout(() => {
      if (edition !== this.edition) return;
      tile.state = 'wanted';
      this.arrived();
    }, wait);
  }

  /** A tile that cannot be had leaves the proxy's pixels in its place. */
  private async answer({ column, row }: Tile): Promise<ImageBitmap | undefined> {
    try {
      return await this.fetchTile?.(fetchedRect(column, row, this.photo));
    } catch {
      return undefined;
    }
  }

  private forgetOldest() {
    if (this.tiles.size <= KEPT) return;
    const byAge = [...this.tiles].sort(([, a], [, b]) => a.used - b.used);
    for (const [key, tile] of byAge.slice(0, this.tiles.size - KEPT)) {
      if (tile.used === this.draws || tile.state === 'coming') continue;
      this.drop(tile.state);
      this.tiles.delete(key);
    }
  }

  private drop(state: Tile['state']) {
    if (typeof state !== 'string') this.gl.deleteTexture(state.texture);
  }
}
