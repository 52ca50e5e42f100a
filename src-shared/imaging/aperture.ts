/** The shape of a lens's opening, which every point out of focus takes on. */

export const apertures = ['disc', 'hexagon', 'heptagon'] as const;
export type Aperture = (typeof apertures)[number];

/** One row of pixels through an opening. */
export interface Chord {
  /** Rows below its middle. */
  readonly row: number;
  /** Half of the chord's length, in pixels: its mean over the part of the row that the opening covers. */
  readonly half: number;
  /** Share of the row's height that the opening covers, 0…1. */
  readonly covered: number;
}

const sides: Readonly<Record<Exclude<Aperture, 'disc'>, number>> = { hexagon: 6, heptagon: 7 };

/** Lines that a row of pixels is cut into, to find the mean length of its chord. */
const LINES = 32;

/**
 * The rows of an opening, from the top down; it is its own mirror image from left to right. Polygons stand on an edge
 * and have the disc's area, so that every shape takes in as much light.
 *
 * @param radius of the disc, in pixels, more than 0
 */
export function chordsOf(aperture: Aperture, radius: number): readonly Chord[] {
  const half = halfWidth(aperture, radius);
  const reach = Math.ceil(circumradius(aperture, radius) + 0.5);
  const rows = Array.from({ length: 2 * reach + 1 }, (_, i) => chordOf(i - reach, half));
  return rows.filter(({ covered }) => covered > 0);
}

function chordOf(row: number, half: (y: number) => number): Chord {
  let sum = 0;
  let lines = 0;
  for (let i = 0; i < LINES; i++) {
    const width = half(row - 0.5 + (i + 0.5) / LINES);
    sum += width;
    lines += Number(width > 0);
  }
  return { row, half: lines > 0 ? sum / lines : 0, covered: lines / LINES };
}

/** Of the circle through a polygon's corners; n/2 · R² · sin(2π/n) is its area. */
function circumradius(aperture: Aperture, radius: number): number {
  if (aperture === 'disc') return radius;
  const n = sides[aperture];
  return radius * Math.sqrt((2 * Math.PI) / (n * Math.sin((2 * Math.PI) / n)));
}

/** Half the opening's width at a height y below its middle, in pixels; 0 outside. */
function halfWidth(aperture: Aperture, radius: number): (y: number) => number {
  if (aperture === 'disc') return y => Math.sqrt(Math.max(0, radius * radius - y * y));
  const n = sides[aperture];
  const corner = circumradius(aperture, radius);
  // From the middle of the edge it stands on, up its right side.
  const angles = Array.from({ length: n }, (_, i) => Math.PI / 2 - (Math.PI * (2 * i + 1)) / n);
  const right = angles.map(angle => ({ x: corner * Math.cos(angle), y: corner * Math.sin(angle) }));
  return y => {
    for (let i = 0; i + 1 < n; i++) {
      const [below, above] = [right[i], right[i + 1]];
      if (y > below.y || y < above.y || below.x + above.x <= 0) continue;
      const share = (below.y - y) / (below.y - above.y);
      return Math.max(0, below.x + (above.x - below.x) * share);
    }
    return 0;
  };
}
