import { availableParallelism, freemem, totalmem } from 'node:os';

/** How many photos may be under way at once, and in how many compute processes. */

export interface Machine {
  readonly cores: number;
  /** Bytes that programs can still have. */
  readonly free: number;
  readonly total: number;
  /** Bytes that this process and its children may have, as a container says; 0 or more than there is: no limit. */
  readonly limit: number;
  readonly platform: NodeJS.Platform;
}

export const thisMachine = (): Machine => ({
  cores: availableParallelism(),
  free: freemem(),
  total: totalmem(),
  limit: process.constrainedMemory(),
  platform: process.platform,
});

export interface Capacity {
  readonly processes: number;
  /** Photos under way at once, all processes together. */
  readonly jobs: number;
  /** Bytes for their pixels, beside what the processes take themselves. */
  readonly room: number;
}

/** What a compute process takes before any photo: engine and three networks (measured: 650–750 MB, native; 500, WASM). */
const PROCESS = 800e6;
/** What a pixel of a photo takes at the worst moment (measured: 11–14 bytes), and what a photo takes beside. */
const PIXEL = 20;
const PHOTO = 80e6;
/** Of what is free: other programs want some as well. */
const SHARE = 0.8;
/** One process's main thread does a fifth of a photo's work (measured), so that it keeps about so many cores busy. */
const CORES_A_PROCESS = 4;

/** @param jobs at most; one a core when left out */
export function capacityOf(machine: Machine, jobs = machine.cores): Capacity {
  const budget = memoryFor(machine) * SHARE;
  const useful = Math.ceil(Math.min(jobs, machine.cores) / CORES_A_PROCESS);
  // At most half of the memory for what is no photo's.
  const processes = Math.max(1, Math.min(useful, Math.floor(budget / 2 / PROCESS)));
  return { processes, jobs, room: Math.max(0, budget - processes * PROCESS) };
}

/** Bytes that are to be counted on for a photo of this size. */
export const memoryNeed = (width: number, height: number): number => PHOTO + PIXEL * width * height;

/** macOS calls memory free only when nothing at all is in it, which is hardly ever much. */
function memoryFor({ free, total, limit, platform }: Machine): number {
  const there = platform === 'darwin' ? total / 2 : free;
  return limit > 0 ? Math.min(limit, there) : there;
}
