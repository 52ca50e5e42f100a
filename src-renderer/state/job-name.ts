let count = 0;

/** A name for a job that no other job of this window has, nor one of another window. */
export const jobName = (kind: string): string =>
  `${kind}-${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 8)}-${(count += 1)}`;
