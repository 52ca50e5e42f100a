import { describe, expect, it } from 'vitest';
import { droppedFiles } from '../../src-renderer/state/dropped-files.ts';

const file = (name: string) => ({
  isFile: true,
  isDirectory: false,
  name,
  file: (done: (file: File) => void) => done(new File([], name)),
});
/** Two at a time, as a browser gives a hundred. */
function folder(name: string, ...names: string[]) {
  const left = names.map(file);
  return {
    isFile: false,
    isDirectory: true,
    name,
    createReader: () => ({ readEntries: (done: (entries: unknown[]) => void) => done(left.splice(0, 2)) }),
  };
}
const dropped = (...entries: { name: string }[]) =>
  ({
    files: entries.map(({ name }) => new File([], name)),
    items: entries.map(entry => ({ kind: 'file', webkitGetAsEntry: () => entry })),
  }) as unknown as DataTransfer;
const names = async (data: DataTransfer | null) => (await droppedFiles(data)).map(({ name }) => name);

describe('what is dropped', () => {
  it('is the files as they come', async () => {
    expect(await names(dropped(file('b.jpg'), file('notes.txt')))).toEqual(['b.jpg', 'notes.txt']);
    expect(await names(null)).toEqual([]);
  });

  it('is the pictures of a folder in the order of their names, and no other files of it', async () => {
    const trip = folder('trip', '10.jpg', '2.PNG', 'notes.txt', '1.webp', 'sub.d');
    expect(await names(dropped(file('me.jpg'), trip))).toEqual(['me.jpg', '1.webp', '2.PNG', '10.jpg']);
  });
});
