/** The picture types that every kernel takes. Row-major, no padding between rows. */

/** Interleaved 8-bit RGB in the photo's own profile. `data.length === width * height * 3`. */
export interface RgbImage {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** One 8-bit channel, 0…255. `data.length === width * height`. */
export interface Plane8 {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** One float channel, usually 0…1. `data.length === width * height`. */
export interface PlaneF {
  readonly width: number;
  readonly height: number;
  readonly data: Float32Array;
}

/** Interleaved float samples. `data.length === width * height * channels`. */
export interface SamplesF {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  readonly data: Float32Array;
}
