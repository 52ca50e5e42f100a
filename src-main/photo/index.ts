/**
 * Reads and writes picture files with sharp: formats, limits, orientation, profiles, metadata, whole files only.
 * The rule of this folder: pixels in memory are upright 8-bit RGB in the photo's own profile, and nobody else imports sharp.
 */
export { checkOutput, removeLeftovers, removeStale, writeAtomically, type AtomicOptions } from './atomic.ts';
export { coloursIn, readBackdrop, readBackdropSmall, type Backdrop, type BackdropFit } from './backdrop.ts';
export { writeContactSheet, type SheetPicture } from './contact-sheet.ts';
export {
  fitLongSide,
  readPhoto,
  readScaled,
  type Allocate,
  type PhotoOptions,
  type Picture,
  type ScaledOptions,
  type ScaledSize,
} from './decode.ts';
export { checkFormat, writableFormats, type WritableFormat, type WritablePicture } from './encode.ts';
export {
  defaultMaxMegapixels,
  inspectPhoto,
  type ColourModel,
  type PhotoFacts,
  type ReadLimits,
} from './facts.ts';
export {
  encodeJpegInBands,
  planJpegBands,
  type Band,
  type Chroma,
  type JpegBandOptions,
} from './jpeg-bands.ts';
export { readMask } from './mask.ts';
export { readableFormats, type ReadableFormat } from './signature.ts';
export { carriedFrom, carriedSize } from './metadata.ts';
export { encodeForScreen, encodedSize, encodeGrey, encodeTile, type Encoded, type Tile } from './screen.ts';
export { type Warning, type WarningCode } from './warnings.ts';
export { writePicture, type WriteOptions, type Written } from './write.ts';
