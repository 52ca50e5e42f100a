import type { Source } from '../../../src-shared/contract/editor/channel.ts';
import { join } from 'node:path';
import type { Studio } from '../studio.ts';
import { type Log, noLog } from '../../log/log.ts';
import { Backdrops } from './backdrops.ts';
import type { Dialogs } from './caller.ts';
import { Downloads } from './downloads.ts';
import type { Folders } from './folders.ts';
import { Granted } from './granted.ts';
import { Jobs } from './jobs.ts';
import { KeptEdits } from './kept-edits.ts';
import { OpenPhotos } from './photos.ts';
import { Remembered } from './remembered.ts';
import { Uploads } from './uploads.ts';

/** Pixels of the largest photo that the editor opens, in millions. */
export const MAX_MEGAPIXELS = 300;
/** Long side of a proxy. */
export const PROXY_SIDE = 2048;

/** All that the editor's handlers work with. */
export interface Desk {
  readonly studio: Studio;
  readonly folders: Folders;
  readonly dialogs: Dialogs | undefined;
  readonly opened: readonly Source[];
  readonly jobs: Jobs;
  readonly photos: OpenPhotos;
  readonly backdrops: Backdrops;
  readonly uploads: Uploads;
  readonly granted: Granted;
  readonly edits: KeptEdits;
  readonly remembered: Remembered;
  readonly downloads: Downloads;
  readonly log: Log;
  /** Where exports went: the last path of each photo, and the last folder; and where the last was to go. */
  readonly exported: {
    readonly paths: Map<string, string>;
    readonly tried: Map<string, string>;
    folder?: string;
  };
}

export interface DeskParts {
  readonly studio: Studio;
  readonly folders: Folders;
  readonly dialogs?: Dialogs | undefined;
  /** Photos named when the program was started. */
  readonly opened?: readonly Source[];
  /** Where failures are noted; nowhere when left out. */
  readonly log?: Log;
  /** The paths that the page names come from the system's dialogs and drops; false when left out. */
  readonly trustsPaths?: boolean;
}

export function makeDesk({
  studio,
  folders,
  dialogs,
  opened = [],
  trustsPaths,
  log = noLog,
}: DeskParts): Desk {
  const uploads = new Uploads(join(folders.data, 'uploads'));
  const remembered = new Remembered(folders.data, upload => uploads.has(upload));
  return {
    studio,
    folders,
    dialogs,
    opened,
    jobs: new Jobs(studio.compute),
    photos: new OpenPhotos(),
    backdrops: new Backdrops(),
    uploads,
    granted: new Granted({
      ...{ anywhere: trustsPaths ?? false, opened, remembered, uploads },
      samples: folders.samples,
    }),
    edits: new KeptEdits(join(folders.data, 'edits'), uploads),
    remembered,
    downloads: new Downloads(join(folders.data, 'downloads')),
    log,
    exported: { paths: new Map(), tried: new Map() },
  };
}
