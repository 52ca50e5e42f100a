const WIDTH = 24;

export interface ProgressBar {
  /** @param index of the photo, from 0 @param share of it that is done, 0…1 */
  show(index: number, share: number, name: string): void;
  /** Takes the bar away, so that a line can be written in its place. */
  clear(): void;
}

/** A bar on one line of a terminal; nothing at all where the stream is not one. */
export function progressBar(stream: NodeJS.WriteStream, count: number): ProgressBar {
  if (!stream.isTTY) return { show: () => undefined, clear: () => undefined };
  return {
    show: (index, share, name) =>
      stream.write(`\r\x1b[K${barLine(index, count, share, name, stream.columns)}`),
    clear: () => stream.write('\r\x1b[K'),
  };
}

export function barLine(index: number, count: number, share: number, name: string, columns: number): string {
  const filled = Math.round(((index + share) / count) * WIDTH);
  const bar = '█'.repeat(filled) + '░'.repeat(WIDTH - filled);
  const line = count === 1 ? `${bar} ${name}` : `${bar} ${index + 1}/${count} ${name}`;
  return line.slice(0, Math.max(0, columns - 1));
}
