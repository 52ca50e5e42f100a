import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { ChannelName } from '../../src-shared/contract/editor/channels.ts';
import { channels } from '../../src-shared/contract/editor/channels.ts';
import { failed } from '../../src-shared/contract/result.ts';
import { servePage } from '../page/files.ts';
import { type Editor, MOST_UPLOAD_BYTES } from '../studio/index.ts';
import type { EventStreams } from './event-streams.ts';
import type { Tickets } from './tickets.ts';
import { cookieName, type Guard, hasCookie, refusedForeigner, sameSecret, securityHeaders } from './guard.ts';

/** Largest request of a channel, in bytes: ten thousand strokes are less. */
const MOST_JSON_BYTES = 20e6;

export interface Door {
  readonly editor: Editor;
  readonly events: EventStreams;
  /** The built window. */
  readonly rendererFolder: string;
  /** Asked at every request: the port is known only once the server listens. */
  readonly guard: () => Guard;
  readonly tickets: Tickets;
}

/** The loopback server's addresses. Whoever was not given the token learns nothing from any of them. */
export function routes(door: Door): Hono {
  const { editor, events, rendererFolder, guard } = door;
  const app = new Hono();
  app.use(async (c, next) => {
    const refused = refusedForeigner(c.req.raw, guard());
    if (refused) c.res = c.body(null, refused);
    else await next();
    for (const [name, value] of Object.entries(securityHeaders)) c.res.headers.set(name, value);
  });
  app.get('/', (c, next) => ((c.req.query('token') ?? c.req.query('ticket')) ? letIn(c, door) : next()));
  app.use(async (c, next) => (hasCookie(c.req.raw, guard()) ? next() : c.body(null, 401)));
  addChannels(app, editor, events);
  addUpload(app, editor);
  app.get('/pictures/*', c => editor.picture(c.req.raw));
  app.get('/downloads/*', c => editor.picture(c.req.raw));
  app.get('/events', c => events.open(windowOf(c)));
  app.get('*', c => servePage(rendererFolder, new URL(c.req.url).pathname));
  app.onError((_error, c) => c.body(null, 500));
  return app;
}

/**
 * The address that was printed, or the one that the browser was started with: a cookie that no script reads takes its
 * place, and it leaves the address bar.
 */
function letIn(c: Context, { guard, tickets }: Door): Response {
  const { port, token } = guard();
  const isIn = sameSecret(c.req.query('token') ?? '', token) || tickets.redeem(c.req.query('ticket') ?? '');
  if (!isIn) return c.text('This address was used already, or is not the one that was printed.', 401);
  c.header('set-cookie', `${cookieName(port)}=${token}; Path=/; HttpOnly; SameSite=Strict`);
  c.header('cache-control', 'no-store');
  return c.redirect('/', 302);
}

const windowOf = (c: Context): string =>
  (c.req.header('window') ?? c.req.query('window') ?? '').slice(0, 100);

function addChannels(app: Hono, editor: Editor, events: EventStreams) {
  const limit = bodyLimit({
    maxSize: MOST_JSON_BYTES,
    onError: c => c.json(tooLarge('The request'), 413),
  });
  app.post('/api/:name', limit, async c => {
    const name = c.req.param('name');
    if (!Object.hasOwn(channels, name)) return c.body(null, 404);
    if (!/^application\/json\b/.test(c.req.header('content-type') ?? '')) return c.body(null, 415);
    const request = await c.req.json<unknown>().catch(() => undefined);
    return c.json(await editor.handle(name as ChannelName, request, events.callerOf(windowOf(c))));
  });
}

function addUpload(app: Hono, editor: Editor) {
  app.post('/upload', async c => {
    const { body } = c.req.raw;
    const said = Number(c.req.header('content-length') ?? 0);
    if (said > MOST_UPLOAD_BYTES) return c.json(tooLarge('The file'), 413);
    const name = c.req.query('name') ?? 'file';
    return c.json(await editor.upload(name, body ?? new ReadableStream<Uint8Array>({ start: end })));
  });
}

const end = (controller: ReadableStreamDefaultController) => controller.close();

const tooLarge = (what: string) =>
  failed({
    code: 'usage',
    message: `${what} is larger than this door takes in; make it smaller.`,
  });
