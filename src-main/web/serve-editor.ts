import { randomBytes } from 'node:crypto';
import { resolve } from 'node:path';
import type { AddressInfo } from 'node:net';
import { serve, type ServerType } from '@hono/node-server';
import { PortraitError } from '../../src-shared/contract/errors.ts';
import { forkCompute } from '../compute/channel.ts';
import { type Log, noLog } from '../log/log.ts';
import { createEditor, editorFolders, type Folders, openStudio } from '../studio/index.ts';
import { EventStreams } from './event-streams.ts';
import { routes } from './routes.ts';
import { Tickets } from './tickets.ts';

export interface ServeOptions {
  /** Opened when the page comes up. */
  readonly photos: readonly string[];
  /** Any that is free when left out. */
  readonly port?: number | undefined;
  /** The built window: index.html and what it loads. */
  readonly rendererFolder: string;
  readonly folders?: Folders;
  /** Where failures are noted; nowhere when left out. */
  readonly log?: Log;
}

export interface ServedEditor {
  /** With the token: whoever has it may edit. */
  readonly address: string;
  /** An address that is good once, for a browser that is started with it. */
  addressForOnce(): string;
  /** Ends the server and the compute process. */
  close(): Promise<void>;
}

const LOOPBACK = '127.0.0.1';

/** A window opens a handful. What comes beyond is hung up on, and what is open goes on. */
const MOST_CONNECTIONS = 200;

/**
 * Serves the editor to this machine's own browser.
 * @throws PortraitError usage when the port is taken
 */
export async function serveEditor(options: ServeOptions): Promise<ServedEditor> {
  const { photos, port = 0, rendererFolder, folders = editorFolders(), log = noLog } = options;
  const token = randomBytes(32).toString('hex');
  const studio = openStudio({ start: () => forkCompute({ givesWay: true }), log });
  const events = new EventStreams();
  const tickets = new Tickets();
  const opened = photos.map(photo => ({ kind: 'path' as const, path: resolve(photo) }));
  const editor = createEditor({ studio, folders, opened, emit: events.emit, log });
  let listening = 0;
  const app = routes({
    ...{ editor, events, rendererFolder, tickets },
    guard: () => ({ port: listening, token }),
  });
  const server = await listen(app.fetch, port);
  listening = (server.address() as AddressInfo).port;
  studio.warmUp();
  const home = `http://${LOOPBACK}:${listening}/`;
  return {
    address: `${home}?token=${token}`,
    addressForOnce: () => `${home}?ticket=${tickets.issue()}`,
    async close() {
      events.close();
      await editor.close();
      studio.close();
      await stop(server);
    },
  };
}

type Fetch = Parameters<typeof serve>[0]['fetch'];

function listen(fetch: Fetch, port: number): Promise<ServerType> {
  return new Promise((done, fail) => {
    const server = serve({ fetch, port, hostname: LOOPBACK }, () => done(server));
    server.maxConnections = MOST_CONNECTIONS;
    server.once('error', (error: NodeJS.ErrnoException) => fail(explain(error, port)));
  });
}

function explain(error: NodeJS.ErrnoException, port: number): PortraitError {
  const reason = error.code === 'EADDRINUSE' ? 'is taken' : `cannot be used (${error.code ?? error.message})`;
  return new PortraitError('usage', `Port ${port} ${reason}: name another one with --port, or leave it out.`);
}

/** Ends the streams too, which would hold it open. */
function stop(server: ServerType): Promise<void> {
  return new Promise(done => {
    server.close(() => done());
    if ('closeAllConnections' in server) server.closeAllConnections();
  });
}
