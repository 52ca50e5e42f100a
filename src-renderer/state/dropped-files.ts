/** What a person would call the pictures of a folder. */
const PICTURE = /\.(jpe?g|png|webp|avif|tiff?|gif)$/i;

/** The files of a drop or a paste; of a folder, the pictures that lie in it, in the order of their names. */
export async function droppedFiles(data: DataTransfer | null): Promise<File[]> {
  const files = [...(data?.files ?? [])];
  // Asked at once: what is dropped can be looked at only until the event is over.
  const entries = [...(data?.items ?? [])]
    .filter(({ kind }) => kind === 'file')
    .map(item => item.webkitGetAsEntry());
  if (!entries.some(entry => entry?.isDirectory)) return files;
  const found = await Promise.all(
    entries.map(async (entry, at) =>
      entry?.isDirectory ? await picturesOf(entry as FileSystemDirectoryEntry) : [files[at]],
    ),
  );
  return found.flat();
}

async function picturesOf(folder: FileSystemDirectoryEntry): Promise<File[]> {
  const entries = await entriesOf(folder);
  const pictures = entries.filter(({ isFile, name }) => isFile && PICTURE.test(name));
  pictures.sort((a, b) => a.name.localeCompare(b.name, undefined, { numeric: true }));
  return Promise.all(pictures.map(entry => fileOf(entry as FileSystemFileEntry)));
}

/** A reader gives a hundred at a time, and none at the end. */
async function entriesOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((done, fail) => reader.readEntries(done, fail));
    if (some.length === 0) return all;
    all.push(...some);
  }
}

const fileOf = (entry: FileSystemFileEntry): Promise<File> =>
  new Promise((done, fail) => entry.file(done, fail));
