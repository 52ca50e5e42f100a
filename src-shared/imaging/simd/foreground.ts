import { copyBytes } from '../copy-bytes.ts';
import {
  ALL,
  ALL_MOVE,
  type ColourLevels,
  type Colours,
  type NewBytes,
  NOTHING,
  type Picture,
  PlainColourLevels,
  type Rgb,
} from '../foreground/levels.ts';
import { MOVES, PAIR, SMOOTH, STEEP } from '../foreground/relax.ts';
import { wasmBytes } from './foreground.wasm.ts';
import { compile, type KernelModule, layOut, moved, roomFor } from './module.ts';

interface Kernels extends KernelModule {
  relax(
    rgb: number,
    alpha: number,
    state: number,
    pairs: number,
    width: number,
    height: number,
    parity: number,
    smooth: number,
    steep: number,
  ): void;
  markStates(
    alpha: number,
    shown: number,
    state: number,
    width: number,
    height: number,
    nothing: number,
    all: number,
  ): void;
  startFrom(
    belowRgb: number,
    belowState: number,
    belowPairs: number,
    belowWidth: number,
    belowHeight: number,
    rgb: number,
    alpha: number,
    state: number,
    pairs: number,
    width: number,
    height: number,
  ): void;
  writeColours(state: number, pairs: number, foreground: number, background: number, pixels: number): void;
}

const compiled = compile(wasmBytes);
const room = compiled && roomFor(compiled);

interface Size {
  readonly width: number;
  readonly height: number;
}

/**
 * The levels of a picture in WASM SIMD; the plain ones where there is no SIMD. They end with the next picture's.
 * @param finest size of the last level
 */
export const colourLevels = (finest: Size): ColourLevels =>
  room ? new SimdColourLevels(room, finest) : new PlainColourLevels();

/** Where a level lies in the memory. */
interface Slot {
  readonly rgb: number;
  readonly alpha: number;
  readonly shown: number;
  readonly state: number;
  readonly pairs: number;
}

/** Bytes of each part of a level. */
const slotSizes = ({ width, height }: Size) => {
  const pixels = width * height;
  return { rgb: pixels * 3, alpha: pixels, shown: pixels, state: pixels, pairs: pixels * PAIR * 4 };
};

class SimdColourLevels implements ColourLevels {
  private readonly kernels: Kernels;
  /** The level in hand, and the one below it: they change places. */
  private slots: readonly [Slot, Slot];
  private readonly out: { readonly foreground: number; readonly background: number };
  private level: Picture | undefined;

  constructor(roomOf: (bytes: number) => KernelModule, finest: Size) {
    const one = layOut(slotSizes(finest));
    const bytes = finest.width * finest.height * 3;
    const out = layOut({ foreground: bytes, background: bytes });
    this.kernels = roomOf(2 * one.bytes + out.bytes) as Kernels;
    this.slots = [one.at, moved(one.at, one.bytes)];
    this.out = moved(out.at, 2 * one.bytes);
  }

  begin(level: Picture, first: readonly [Rgb, Rgb]) {
    const [below, slot] = this.slots;
    this.slots = [slot, below];
    const { width, height } = level.photo;
    const memory = new Uint8Array(this.kernels.memory.buffer);
    memory.set(level.photo.data, slot.rgb);
    memory.set(level.alpha.data, slot.alpha);
    memory.set(level.shown.data, slot.shown);
    if (Math.max(width, height) <= ALL_MOVE) memory.fill(MOVES, slot.state, slot.state + width * height);
    else this.kernels.markStates(slot.alpha, slot.shown, slot.state, width, height, NOTHING, ALL);
    if (this.level) this.startFrom(below, this.level.photo, slot, { width, height });
    else new Float32Array(memory.buffer, slot.pairs, PAIR).set([...first[0], 0, ...first[1], 0]);
    this.level = level;
  }

  private startFrom(below: Slot, from: Size, { rgb, alpha, state, pairs }: Slot, to: Size) {
    this.kernels.startFrom(
      below.rgb,
      below.state,
      below.pairs,
      from.width,
      from.height,
      rgb,
      alpha,
      state,
      pairs,
      to.width,
      to.height,
    );
  }

  halfSweep(parity: 0 | 1) {
    const [{ rgb, alpha, state, pairs }] = this.slots;
    const { width, height } = this.level!.photo;
    this.kernels.relax(rgb, alpha, state, pairs, width, height, parity, SMOOTH, STEEP / 255);
  }

  colours(newBytes: NewBytes): Colours {
    const [{ state, pairs }] = this.slots;
    const { photo } = this.level!;
    const { foreground, background } = this.out;
    const memory = new Uint8Array(this.kernels.memory.buffer);
    for (const to of [foreground, background]) memory.set(photo.data, to);
    this.kernels.writeColours(state, pairs, foreground, background, photo.width * photo.height);
    const copied = (from: number) => {
      const data = newBytes(photo.data.length);
      copyBytes(memory.subarray(from, from + data.length), data);
      return { ...photo, data };
    };
    return { foreground: copied(foreground), background: copied(background) };
  }
}
