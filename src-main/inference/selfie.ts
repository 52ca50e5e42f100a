/**
 * MediaPipe Selfie Segmentation, people near the camera. Its model card:
 * https://developers.google.com/static/mediapipe/images/solutions/mediapipe-selfie-model-card.pdf; what goes in
 * and comes out is that of selfie_segmentation_cpu.pbtxt in https://github.com/google-ai-edge/mediapipe
 */
import type { Network } from './engine.ts';
import { segmenterOf, type Segmenter } from './segmenter.ts';
import { straightLevels } from './view.ts';

/** Rows and columns of the network's input and output. */
const side = 256;

/** @param network selfie_segmentation.tflite, imported */
export function openSelfie(network: Network): Segmenter {
  const levels = straightLevels([0, 1]);
  return segmenterOf(network, {
    input: { width: side, height: side },
    labels: ['person'],
    // MediaPipe itself stretches the picture.
    fit: 'squash',
    levels: () => levels,
    margin: [0, 0, 0],
    grid: 'centres',
    fineness: 1,
    answers: 'probabilities',
  });
}
