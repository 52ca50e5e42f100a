import { PortraitError } from '../../src-shared/contract/errors.ts';
import type { RgbImage } from '../../src-shared/imaging/image.ts';
import { sampleAnswer, sigmoid, softmax, type Grid, type Scores } from './answer.ts';
import type { Network } from './engine.ts';
import { checkBox, place, wholeOf, type Box, type Fit, type Size } from './geometry.ts';
import { inputOf, viewOf, type Levels, type Scaling } from './view.ts';

/** How to look at a picture. */
export interface Look {
  /** The part to look at; the whole picture when left out. Answers cover just this. */
  readonly box?: Box;
  /** The network's own habit when left out. */
  readonly fit?: Fit;
  /** Without an empty margin round a part of another shape, if the network can do without: it costs time. */
  readonly trimmed?: boolean;
  /** Look at it the other way round; the answer is turned back. */
  readonly flip?: boolean;
  /** Of the answer; when left out, as fine as the network really is. */
  readonly size?: Size;
  readonly scaling?: Scaling;
}

/** A network that says what each pixel is. */
export interface Segmenter {
  readonly input: Size;
  /** One name for each class, in English; a single one for "how much is this the subject". */
  readonly labels: readonly string[];
  /**
   * @returns probabilities, 0…1; of several classes they sum to 1 at each pixel
   * @throws PortraitError `internal` for a box outside the picture
   */
  run(picture: RgbImage, look?: Look): Promise<Scores>;
  /** The same before probabilities are made of it: what to compare when only the best class matters. */
  runRaw(picture: RgbImage, look?: Look): Promise<Scores>;
  dispose(): void;
}

/** What tells one network from another. */
export interface SegmenterFacts {
  readonly input: Size;
  /** A network of convolutions alone takes inputs of any size whose sides are multiples of this; else left out. */
  readonly multiple?: number;
  readonly labels: readonly string[];
  readonly fit: Fit;
  /** Some depend on what is seen. */
  readonly levels: (view: RgbImage) => Levels;
  /** What surrounds a picture of another shape: red, green, blue, as the network is given them. */
  readonly margin: readonly [number, number, number];
  readonly grid: Grid;
  /** How many of the input's pixels one of the answer's is worth, at least, when no size is asked for. */
  readonly fineness: number;
  /** What the graph answers: probabilities, or scores that have yet to become them. */
  readonly answers: 'probabilities' | 'scores';
}

/** Gives a network that is loaded the manners of a segmenter. */
export function segmenterOf(network: Network, facts: SegmenterFacts): Segmenter {
  const runRaw = (picture: RgbImage, look: Look = {}) => lookThrough(network, facts, picture, look);
  return {
    input: facts.input,
    labels: facts.labels,
    runRaw,
    run: async (picture, look) => {
      const scores = await runRaw(picture, look);
      if (facts.answers === 'scores') (scores.classes === 1 ? sigmoid : softmax)(scores);
      return scores;
    },
    dispose: () => network.dispose(),
  };
}

async function lookThrough(
  network: Network,
  facts: SegmenterFacts,
  picture: RgbImage,
  look: Look,
): Promise<Scores> {
  const { grid, margin } = facts;
  const { box = wholeOf(picture), fit = facts.fit, flip = false, scaling = 'smooth' } = look;
  checkBox(box, picture);
  const input = look.trimmed ? trimmed(box, facts, fit) : facts.input;
  const at = place(box, input, fit);
  const view = viewOf(picture, box, at, scaling);
  const numbers = inputOf(view, at, input, facts.levels(view), margin, flip);
  const [answer] = await network.run(numbers, [1, input.height, input.width, 3]);
  const size = look.size ?? ownSize(at, facts);
  return sampleAnswer(scoresOf(answer, facts), size, { input, at, grid, flipped: flip });
}

function trimmed(box: Size, { input, multiple = Infinity }: SegmenterFacts, fit: Fit): Size {
  const { width, height } = place(box, input, fit);
  const up = (length: number, most: number) => Math.min(most, Math.ceil(length / multiple) * multiple);
  return { width: up(width, input.width), height: up(height, input.height) };
}

const ownSize = ({ width, height }: Size, { fineness }: SegmenterFacts): Size => ({
  width: Math.max(1, Math.round(width / fineness)),
  height: Math.max(1, Math.round(height / fineness)),
});

function scoresOf(
  { shape, data }: { shape: number[]; data: Float32Array },
  { labels }: SegmenterFacts,
): Scores {
  const [, height, width, classes = 1] = shape;
  if (classes === labels.length) return { width, height, classes, data };
  const message = `Expected ${labels.length} classes from the network but received [${shape.join(', ')}].`;
  throw new PortraitError('internal', message);
}
