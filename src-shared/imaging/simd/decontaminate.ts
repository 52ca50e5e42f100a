import { decontaminate, type EdgeMattes } from '../foreground/decontaminate.ts';
import type { Colours } from '../foreground/levels.ts';
import type { RgbImage } from '../image.ts';
import { axis } from '../resize-bilinear.ts';
import type { Band } from '../rows.ts';
import { wasmBytes } from './decontaminate.wasm.ts';
import { compile, instantiate, type KernelModule, layOut } from './module.ts';
import { layPlaces, PLACE } from './places.ts';

interface Kernels extends KernelModule {
  anyCleaned(truth: number, alpha: number, width: number): number;
  cleanRow(
    rgb: number,
    truth: number,
    alpha: number,
    foreground: number,
    background: number,
    stride: number,
    share: number,
    places: number,
    strength: number,
    width: number,
  ): void;
}

const compiled = compile(wasmBytes);

/** `decontaminate` in WASM SIMD; the plain one where there is no SIMD. */
export function decontaminateSimd(
  photo: RgbImage,
  mattes: EdgeMattes,
  colours: Colours,
  strength: number,
  band: Band,
) {
  if (!compiled) {
    decontaminate(photo, mattes, colours, strength, band);
    return;
  }
  const { width } = photo;
  const small = colours.foreground;
  const stride = small.width * 3;
  const { at, bytes } = layOut({
    rgb: width * 3,
    truth: width,
    alpha: width,
    foreground: stride * 2,
    background: stride * 2,
    places: width * PLACE,
  });
  const kernels = instantiate(compiled, bytes) as Kernels;
  const memory = new Uint8Array(kernels.memory.buffer);
  layPlaces(kernels.memory.buffer, at.places, small.width, width, 3);
  const down = axis(small.height, photo.height, stride);
  const colourRow = memory.subarray(at.rgb, at.rgb + width * 3);
  const layTwo = ({ data }: RgbImage, y: number, to: number) => {
    memory.set(data.subarray(down.first[y], down.first[y] + stride), to);
    memory.set(data.subarray(down.second[y], down.second[y] + stride), to + stride);
  };
  for (let y = band.first; y < band.end; y++) {
    memory.set(mattes.truth.data.subarray(y * width, (y + 1) * width), at.truth);
    memory.set(mattes.alpha.data.subarray(y * width, (y + 1) * width), at.alpha);
    if (!kernels.anyCleaned(at.truth, at.alpha, width)) continue;
    const row = photo.data.subarray(y * width * 3, (y + 1) * width * 3);
    colourRow.set(row);
    layTwo(colours.foreground, y, at.foreground);
    layTwo(colours.background, y, at.background);
    const { rgb, truth, alpha, foreground, background, places } = at;
    kernels.cleanRow(
      rgb,
      truth,
      alpha,
      foreground,
      background,
      stride,
      down.share[y],
      places,
      strength,
      width,
    );
    row.set(colourRow);
  }
}
