import { describe, expect, it } from 'vitest';
import type { PlaneF } from '../../src-shared/imaging/image.ts';
import { applyRegions, labelComponents } from '../../src-shared/imaging/regions.ts';
import { randomLevels } from '../making/random.ts';

/** A segmentation drawn with digits: tenths. */
const drawn = (...rows: readonly string[]): PlaneF => ({
  width: rows[0].length,
  height: rows.length,
  data: Float32Array.from(rows.join(''), digit => Number(digit) / 10),
});

const shown = ({ width, data }: PlaneF): string[] => {
  const digits = Array.from(data, value => String(Math.round(value * 10) % 10)).join('');
  return digits.match(new RegExp(`.{${width}}`, 'g')) ?? [];
};

const two = drawn('9910099', '9910199', '0000000', '0033000');
/** Ten pixels of the photo for one of the network. */
const photo = { width: 70, height: 40 };
const click = (column: number, row: number, keep: boolean) => ({ x: column * 10 + 5, y: row * 10 + 5, keep });

describe('clicks on subjects', () => {
  it('drop the one under them with its rim, and no other', () => {
    expect(shown(applyRegions(two, [click(0, 0, false)], photo))).toEqual([
      '0000099',
      '0000199',
      '0000000',
      '0033000',
    ]);
    expect(shown(applyRegions(two, [click(6, 1, false)], photo))).toEqual([
      '9910000',
      '9910000',
      '0000000',
      '0033000',
    ]);
  });

  it('add what the network held possible', () => {
    const [, , , row] = shown(applyRegions(two, [click(2, 3, true)], photo));
    expect(row).toBe('0077000');
  });

  it('bring back what was dropped', () => {
    const back = applyRegions(two, [click(0, 0, false), click(0, 0, true)], photo);
    expect(back.data[0]).toBe(1);
    expect(back.data[6]).toBeCloseTo(0.9);
  });

  it('do nothing where nothing is, and outside of the photo', () => {
    const clicks = [
      click(4, 2, false),
      click(4, 2, true),
      { x: -1, y: 5, keep: false },
      { x: 70, y: 5, keep: true },
    ];
    expect(applyRegions(two, clicks, photo)).toEqual(two);
  });
});

describe('connected components', () => {
  it('are those of a union of neighbours', () => {
    const plane = {
      width: 24,
      height: 18,
      data: Float32Array.from(randomLevels(24 * 18, 3), level => level / 255),
    };
    const labels = labelComponents(plane, 0.45);
    expect(labels.map(label => Number(label > 0))).toEqual(
      Int32Array.from(plane.data, value => Number(value > 0.45)),
    );
    const slow = Int32Array.from(plane.data, (value, i) => (value > 0.45 ? i + 1 : 0));
    for (let changed = true; changed;) changed = relax(slow, plane.width);
    const names = new Map([...slow].map((name, i) => [name, labels[i]]));
    expect(Array.from(slow, name => names.get(name))).toEqual([...labels]);
    expect(new Set(names.values()).size).toBe(names.size);
  });
});

/** Hands the smaller name over to the right and down, and back. @returns whether anything changed */
function relax(names: Int32Array, width: number): boolean {
  let changed = false;
  const join = (a: number, b: number) => {
    if (names[a] === 0 || names[b] === 0 || names[a] === names[b]) return;
    names[a] = names[b] = Math.min(names[a], names[b]);
    changed = true;
  };
  for (let i = 0; i < names.length; i++) {
    if (i % width < width - 1) join(i, i + 1);
    if (i + width < names.length) join(i, i + width);
  }
  return changed;
}
