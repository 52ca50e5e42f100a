/**
 * DeepLab v3 on MobileNet v2: 20 classes and a background. Chen, Papandreou, Schroff, Adam: Rethinking Atrous
 * Convolution for Semantic Image Segmentation, 2017, https://arxiv.org/abs/1706.05587; what goes in is that of
 * deeplab_demo.ipynb in https://github.com/tensorflow/models/tree/master/research/deeplab
 */
import type { RgbImage } from '../../src-shared/imaging/image.ts';
import { labelsOf } from './answer.ts';
import type { Network } from './engine.ts';
import { place } from './geometry.ts';
import { pascalLabels } from './pascal-labels.ts';
import { segmenterOf, type Segmenter } from './segmenter.ts';
import { straightLevels } from './view.ts';

/** Rows and columns of the network's input. It answers 33 × 33, one pixel for each 16 of its input. */
const side = 513;

/** What the 8-bit file takes for levels 0 and 255. The frozen graph has −1 and 1. */
export const deeplabRange = [-1, 127 / 128] as const;

/**
 * @param network DeepLab, imported from the TFLite file or the frozen graph: 33 × 33 × 21 scores
 * @param range what it takes for levels 0 and 255
 */
export function openDeeplab(network: Network, range: readonly [number, number] = deeplabRange): Segmenter {
  const levels = straightLevels(range);
  // The grey that the network was trained to see outside of a picture.
  const grey = levels[0][128];
  return segmenterOf(network, {
    input: { width: side, height: side },
    labels: pascalLabels,
    fit: 'letterbox',
    levels: () => levels,
    margin: [grey, grey, grey],
    grid: 'corners',
    // Scores are enlarged before they become probabilities, which keeps the borders between classes smooth.
    fineness: 4,
    answers: 'scores',
  });
}

export interface LabelMap {
  readonly width: number;
  readonly height: number;
  /** An index into the labels for each pixel. */
  readonly data: Uint8Array;
}

/** Labels as the notebook makes them: 513 pixels on the long side, at the left and top, no smoothing. */
export async function classicLabels(deeplab: Segmenter, picture: RgbImage): Promise<LabelMap> {
  const { width, height } = place(picture, deeplab.input, 'corner');
  const size = { width, height };
  const scores = await deeplab.runRaw(picture, { fit: 'corner', scaling: 'sharp', size });
  return { ...size, data: labelsOf(scores) };
}
