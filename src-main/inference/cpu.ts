import { readFileSync } from 'node:fs';

/** The instruction sets that decide whether, and how fast, the engines run. */
const interesting = ['sse4_1', 'sse4_2', 'avx', 'avx2', 'avx512f', 'fma', 'f16c', 'asimd'];

/** @returns the interesting features, or undefined where the system does not say (not Linux) */
export function cpuFeatures(): string[] | undefined {
  try {
    return featuresIn(readFileSync('/proc/cpuinfo', 'utf8'));
  } catch {
    return undefined;
  }
}

/** @param cpuinfo the text of /proc/cpuinfo; `flags` on x86, `Features` on ARM */
export function featuresIn(cpuinfo: string): string[] | undefined {
  const line = /^(?:flags|Features)\s*:(.*)$/m.exec(cpuinfo)?.[1];
  const has = line && new Set(line.trim().split(/\s+/));
  return has ? interesting.filter(name => has.has(name)) : undefined;
}
