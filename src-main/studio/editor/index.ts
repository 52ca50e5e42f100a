/** The editor's use cases: one handler a channel, for whichever door asks. It knows no window and no HTTP server. */
import {
  type ChannelName,
  channels,
  type Request as Asked,
  type Response as Answered,
} from '../../../src-shared/contract/editor/channels.ts';
import { PortraitError, toFailure } from '../../../src-shared/contract/errors.ts';
import { done, failed, type Result } from '../../../src-shared/contract/result.ts';
import type { Log } from '../../log/log.ts';
import { removeStale } from '../../photo/atomic.ts';
import { appHandlers } from './app-handlers.ts';
import type { Caller, Emit } from './caller.ts';
import { type Desk, type DeskParts, makeDesk } from './desk.ts';
import { editHandlers } from './edit-handlers.ts';
import { exportHandlers } from './export-handlers.ts';
import type { Handlers } from './handlers.ts';
import { allWritten } from './json-file.ts';
import { modelHandlers } from './model-handlers.ts';
import { photoHandlers } from './photo-handlers.ts';
import { servePicture } from './pictures.ts';

export type { Caller, Dialogs, Emit } from './caller.ts';
export { editorFolders, type Folders } from './folders.ts';
export { readEdit } from './edit-handlers.ts';
export { MOST_UPLOAD_BYTES } from './uploads.ts';

export interface EditorParts extends DeskParts {
  /** Hears of what happens, unless the call names a window of its own. */
  readonly emit: Emit;
}

export interface Editor {
  /** Checks and answers one call. Never throws: what goes wrong is a failed `Result`. */
  handle<C extends ChannelName>(name: C, request: unknown, caller?: Caller): Promise<Result<Answered<C>>>;
  /** Answers an address under `pictures/` or `downloads/`. */
  picture(request: globalThis.Request): Promise<globalThis.Response>;
  /** Takes a file that a page hands in. @returns what a `Source` names it by */
  upload(name: string, bytes: AsyncIterable<Uint8Array>): Promise<Result<{ upload: string }>>;
  /** Ends when what is being written is written; cancels all else. The studio stays its owner's. */
  close(): Promise<void>;
}

export function createEditor({ emit, ...parts }: EditorParts): Editor {
  const desk = makeDesk(parts);
  const handlers: Handlers = {
    ...appHandlers(desk),
    ...photoHandlers(desk),
    ...editHandlers(desk),
    ...exportHandlers(desk),
    ...modelHandlers(desk),
  };
  const everyone: Caller = { id: '', emit };
  void tidyUp(desk).catch(() => undefined);
  return {
    handle: (name, request, caller = everyone) =>
      answered(name, desk.log, async () => handlers[name](checked(name, request), caller)),
    picture: request => servePicture(desk, request),
    upload: (name, bytes) =>
      answered('upload', desk.log, async () => ({ upload: await desk.uploads.take(name, bytes) })),
    async close() {
      // Where the file goes to its place, the person waits for it; to a page that ends, nothing can be brought.
      if (desk.dialogs) await desk.jobs.written();
      desk.jobs.cancelAll();
      await Promise.all([allWritten(), desk.downloads.close()]);
    },
  };
}

/** Clears away what earlier runs left, those that were killed too. */
async function tidyUp({ folders, uploads, edits, downloads }: Desk): Promise<void> {
  const written = [folders.data, edits.folder, uploads.folder];
  await Promise.all([uploads.prune(), downloads.prune(), ...written.map(folder => removeStale(folder))]);
}

async function answered<T>(name: string, log: Log, work: () => Promise<T>): Promise<Result<T>> {
  try {
    return done(await work());
  } catch (error) {
    const failure = toFailure(error);
    // Of what was foreseen, the code says enough.
    log.note(`${name} ${failure.code}`, failure.code === 'internal' ? error : undefined);
    return failed(failure);
  }
}

/** @throws PortraitError usage when there is no such channel, or the request is not of its shape */
function checked<C extends ChannelName>(name: C, request: unknown): Asked<C> {
  if (!Object.hasOwn(channels, name)) {
    throw new PortraitError('usage', `Expected the name of a channel but received "${name}".`);
  }
  const read = channels[name].request.safeParse(request);
  if (read.success) return read.data as Asked<C>;
  const faults = read.error.issues.slice(0, 5).map(({ path, message }) => `${path.join('.')}: ${message}`);
  throw new PortraitError('usage', `Bad ${name} request (${faults.join('; ')}).`);
}
