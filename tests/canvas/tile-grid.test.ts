import { describe, expect, it } from 'vitest';
import { fetchedRect, forTilesIn, tileRect, wantsTiles } from '../../src-renderer/canvas/tile-grid.ts';

const photo = { width: 1200, height: 600 };

describe('tiles', () => {
  it('cover what is in view, and no more', () => {
    const seen: string[] = [];
    forTilesIn({ x: 500, y: 0, width: 30, height: 512 }, (column, row) => seen.push(`${column},${row}`));
    expect(seen).toEqual(['0,0', '1,0']);
    forTilesIn({ x: 500, y: 0, width: 0, height: 512 }, () => seen.push('nothing is in view'));
    expect(seen).toHaveLength(2);
  });

  it('end where the photo ends, and are fetched with a pixel around', () => {
    expect(tileRect(2, 1, photo)).toEqual({ x: 1024, y: 512, width: 176, height: 88 });
    expect(fetchedRect(1, 0, photo)).toEqual({ x: 511, y: 0, width: 514, height: 513 });
  });

  it('are wanted when the screen shows more pixels than the proxy has', () => {
    expect(wantsTiles(0.5, 1, 0.5)).toBe(false);
    expect(wantsTiles(0.5, 2, 0.5)).toBe(true);
    expect(wantsTiles(8, 1, 1)).toBe(false);
  });
});
