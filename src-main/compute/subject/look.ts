import type { PlaneF, RgbImage } from '../../../src-shared/imaging/image.ts';
import { enlargePlane } from '../../../src-shared/imaging/enlarge-plane.ts';
import { SOLVE_SIDE } from '../../../src-shared/imaging/matte/solve.ts';
import type { Scores } from '../../inference/answer.ts';
import { type Box, wholeOf } from '../../inference/geometry.ts';
import type { Look as NetworkLook, Segmenter } from '../../inference/segmenter.ts';
import { stretch } from '../../inference/u2netp.ts';
import { viewOf } from '../../inference/view.ts';
import { once } from '../once.ts';
import { boxOn } from './crop.ts';
import type { Networks } from './networks.ts';
import { logOdds, mapPlane, probabilityOf } from './odds.ts';

/** Long side at which the networks are shown a photo: enough for a second look at a part of it, and for the matte. */
export const LOOK_SIDE = SOLVE_SIDE;
/** Long side of the grid that all answers lie on. */
const GRID_SIDE = 512;

type Manner = Pick<NetworkLook, 'trimmed' | 'flip'>;

interface OutlineManner {
  /** Without a margin round it: faster, and enough where it is not this network's word alone. */
  readonly trimmed?: boolean;
  /** Its mirror image, too, as one answer: twice the time. */
  readonly bothWays?: boolean;
}

/** Pixels of the grid that one score of the class's network is worth: it answers a good deal more coarsely yet. */
const COARSE = 4;

/**
 * One photo, seen by the networks. Answers are kept: another subject in the same photo asks for the same looks.
 * All planes that come out lie on the grid, with NaN where a look did not reach.
 */
export class Look {
  /** The photo as the networks are shown it. */
  readonly photo: RgbImage;
  /** The photo on the grid. */
  readonly grid: RgbImage;
  readonly networks: Networks;
  private readonly outlines = new Map<string, Promise<PlaneF>>();
  private readonly names = new Map<string, Promise<Scores | undefined>>();
  private readonly persons = new Map<string, Promise<PlaneF | undefined>>();

  /** @param photo its long side at most LOOK_SIDE */
  constructor(photo: RgbImage, networks: Networks) {
    this.photo = photo;
    this.networks = networks;
    this.grid = onGrid(photo);
  }

  /**
   * How much each pixel stands out, 0…1.
   *
   * @param box of the grid; the whole when left out
   */
  outline(box?: Box, { trimmed = false, bothWays = false }: OutlineManner = {}): Promise<PlaneF> {
    return once(this.outlines, `${keyOf(box)} ${trimmed} ${bothWays}`, async () => {
      const straight = await this.outlineSeen(box, { trimmed });
      const seen = bothWays
        ? between(straight, await this.outlineSeen(box, { trimmed, flip: true }))
        : straight;
      return this.placed(seen, box);
    });
  }

  private async outlineSeen(box: Box | undefined, how: Manner): Promise<PlaneF> {
    const { data, width, height } = await this.ask(this.networks.outline, box, 1, how);
    return stretch({ data, width, height });
  }

  /** Probabilities of all classes, four times as coarse as the grid; undefined without that network. */
  named(box?: Box): Promise<Scores | undefined> {
    const { named } = this.networks;
    return once(this.names, keyOf(box), async () => named && this.ask(named, box, COARSE));
  }

  /** How much of each pixel belongs to some of the classes, 0…1. @param channels of the class's network */
  share(scores: Scores, channels: readonly number[], box?: Box): PlaneF {
    return this.placed(sumOf(scores, channels), box);
  }

  /** How much each pixel is a person near the camera, 0…1, seen both ways round; undefined without that network. */
  people(): Promise<PlaneF | undefined> {
    const { people } = this.networks;
    return once(this.persons, keyOf(undefined), async () => {
      if (!people) return undefined;
      const straight = await this.ask(people, undefined, 1);
      return between(straight, await this.ask(people, undefined, 1, { flip: true }));
    });
  }

  /** What a network says that looks alone, four times as coarse as the grid where it tells classes apart. */
  askAlone(network: Segmenter): Promise<Scores> {
    return this.ask(network, undefined, network.labels.length > 1 ? COARSE : 1);
  }

  private ask(network: Segmenter, box: Box | undefined, coarse: number, how: Manner = {}): Promise<Scores> {
    const part = box ?? wholeOf(this.grid);
    const side = (length: number) => Math.max(1, Math.round(length / coarse));
    const size = { width: side(part.width), height: side(part.height) };
    return network.run(this.photo, { box: boxOn(part, this.grid, this.photo), size, ...how });
  }

  private placed(plane: PlaneF, box: Box | undefined): PlaneF {
    const { width, height } = this.grid;
    if (!box) return fitted(plane, width, height);
    const part = fitted(plane, box.width, box.height);
    const data = new Float32Array(width * height).fill(NaN);
    for (let y = 0; y < box.height; y++) {
      const row = part.data.subarray(y * box.width, (y + 1) * box.width);
      data.set(row, (box.top + y) * width + box.left);
    }
    return { width, height, data };
  }
}

/** Two answers as one: the mean of their log-odds. */
const between = (one: PlaneF, { data }: PlaneF): PlaneF =>
  mapPlane(one, (value, i) => probabilityOf((logOdds(value) + logOdds(data[i])) / 2));

const keyOf = (box: Box | undefined): string =>
  box ? `${box.left} ${box.top} ${box.width} ${box.height}` : 'whole';

function onGrid(photo: RgbImage): RgbImage {
  const scale = Math.min(1, GRID_SIDE / Math.max(photo.width, photo.height));
  const side = (length: number) => Math.max(1, Math.round(length * scale));
  return viewOf(photo, wholeOf(photo), { width: side(photo.width), height: side(photo.height) }, 'smooth');
}

const fitted = (plane: PlaneF, width: number, height: number): PlaneF =>
  plane.width === width && plane.height === height ? plane : enlargePlane(plane, width, height);

function sumOf({ width, height, classes, data }: Scores, channels: readonly number[]): PlaneF {
  const sums = new Float32Array(width * height);
  for (const channel of channels) {
    for (let i = 0, at = channel; i < sums.length; i++, at += classes) sums[i] += data[at];
  }
  return { width, height, data: sums };
}
