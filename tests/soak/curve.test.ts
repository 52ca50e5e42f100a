import { describe, expect, it } from 'vitest';
import { complaints, csvHead, csvLine, growth, type Point, told, WARM } from './curve.ts';

const point = (change: Partial<Point> = {}): Point => ({
  ...{ minutes: 1, main: 100, compute: 500, mainHandles: 20, computeHandles: 40 },
  ...{ cpuMilliseconds: 600, milliseconds: 700 },
  ...change,
});
const points = (count: number, of: (i: number) => Partial<Point>) =>
  Array.from({ length: count }, (_, i) => point(of(i)));

describe('a curve', () => {
  it('that is flat is no complaint, however steep its beginning', () => {
    expect(complaints(points(200, i => ({ compute: i < WARM ? 100 * i : 500 + (i % 3) })))).toEqual([]);
  });

  it('that grows is one, for each measure', () => {
    const grown = complaints(points(250, i => ({ main: 100 + i, computeHandles: 40 + Math.floor(i / 50) })));
    expect(grown.map(text => text.split(' ')[0])).toEqual(['main', 'computeHandles']);
  });

  it('is measured from its first to its last quarter', () => {
    expect(
      growth(
        points(WARM + 100, i => ({ compute: i < WARM + 50 ? 500 : 600 })),
        'compute',
      ),
    ).toBeCloseTo(0.2);
  });

  it('is told in ten steps, and written as CSV', () => {
    expect(
      told(
        points(100, i => ({ main: i })),
        'main',
      ).split(' → '),
    ).toHaveLength(10);
    expect(csvLine('photos', point()).split(',')).toHaveLength(csvHead.split(',').length);
  });
});
