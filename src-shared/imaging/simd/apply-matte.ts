import { copyBytes } from '../copy-bytes.ts';
import { type NewMatteLine, plainMatteLine } from '../apply-matte.ts';
import { wasmBytes } from './apply-matte.wasm.ts';
import { compile, instantiate, type KernelModule, layOut } from './module.ts';
import { layPlaces, PLACE } from './places.ts';

interface Kernels extends KernelModule {
  markGroups(row: number, pixels: number, count: number, places: number, groups: number, width: number): void;
  openGroups(above: number, below: number, count: number): number;
  applyRow(
    rgb: number,
    above: number,
    below: number,
    share: number,
    groupsAbove: number,
    groupsBelow: number,
    places: number,
    line: number,
    into: number,
    width: number,
  ): void;
}

const compiled = compile(wasmBytes);
/** Bytes of a vector of four floats. */
const VECTOR = 16;
/** Pixels that are done at a time. */
const GROUP = 16;

/** The rows of `matteRows` in WASM SIMD; the plain ones where there is no SIMD. */
export const matteLine: NewMatteLine = (from, width) => {
  if (!compiled) return plainMatteLine(from, width);
  const groups = Math.ceil(width / GROUP);
  const { at, bytes } = layOut({
    above: from * VECTOR,
    below: from * VECTOR,
    line: from * VECTOR,
    marks: from,
    groupsAbove: groups,
    groupsBelow: groups,
    places: (width + GROUP) * PLACE,
    rgb: width * 3,
    into: width,
  });
  const kernels = instantiate(compiled, bytes) as Kernels;
  const { buffer } = kernels.memory;
  layPlaces(buffer, at.places, from, width, VECTOR);
  const slots = {
    above: { row: new Float32Array(buffer, at.above, from * 4), groups: at.groupsAbove },
    below: { row: new Float32Array(buffer, at.below, from * 4), groups: at.groupsBelow },
  };
  const colours = new Uint8Array(buffer, at.rgb, width * 3);
  const levels = new Uint8Array(buffer, at.into, width);
  return {
    take(slot, row) {
      slots[slot].row.set(row);
      kernels.markGroups(at[slot], at.marks, from, at.places, slots[slot].groups, width);
    },
    apply(rgb, share, into) {
      const open = kernels.openGroups(at.groupsAbove, at.groupsBelow, groups);
      const first = (open >>> 16) * GROUP * 3;
      copyBytes(rgb.subarray(first, (open & 0xffff) * GROUP * 3), colours.subarray(first));
      const { above, below, groupsAbove, groupsBelow, places, line } = at;
      kernels.applyRow(at.rgb, above, below, share, groupsAbove, groupsBelow, places, line, at.into, width);
      copyBytes(levels, into);
    },
  };
};
