/** The editor's door in a browser: fetch and server-sent events to the loopback server that sent the page. */
import type { EditorEvents, EventName, fileKinds } from '../../src-shared/contract/editor/app.ts';
import type { Source } from '../../src-shared/contract/editor/channel.ts';
import type { ChannelName, Request, Response as Answer } from '../../src-shared/contract/editor/channels.ts';
import type { Door } from '../../src-shared/contract/editor/door.ts';
import type { Delivery } from '../../src-shared/contract/editor/export.ts';
import { type Failure, fromFailure } from '../../src-shared/contract/errors.ts';
import { type Result, failed } from '../../src-shared/contract/result.ts';
import { jobName } from './job-name.ts';
import { t } from './text.svelte.ts';

/** The server tells each window of its own jobs. */
const windowName = jobName('window');

/** Browsers let 64 KiB outlive a page: characters that may be three bytes each. */
const MOST_KEPT_ALIVE = 20_000;

/** Id of the hidden file input for this kind; its change event hands the files in. */
export const inputId = (kind: (typeof fileKinds)[number]): string => `file-${kind}`;

/** Makes the door. Addresses are relative to the page. */
export function browserDoor(): Door {
  const events = new Events();
  return {
    call,
    listen: (name, handler) => events.listen(name, handler),
    pictureUrl: address => `/pictures/${address}`,
    chooseFiles: (kind, many) => Promise.resolve(openInput(kind, many)),
    takeFiles: files => Promise.all(files.map(upload)),
    receive(delivery) {
      download(delivery);
      return Promise.resolve();
    },
  };
}

async function call<C extends ChannelName>(name: C, request: Request<C>): Promise<Result<Answer<C>>> {
  try {
    const response = await post(`/api/${name}`, JSON.stringify(request), 'application/json');
    return (await response.json()) as Result<Answer<C>>;
  } catch {
    return failed(unreachable());
  }
}

const post = (address: string, body: BodyInit, type: string): Promise<Response> =>
  fetch(address, {
    method: 'POST',
    headers: { 'content-type': type, window: windowName },
    body,
    // What is on its way when the page goes still arrives; browsers allow that to small requests only.
    keepalive: typeof body === 'string' && body.length < MOST_KEPT_ALIVE,
  });

async function upload(file: File): Promise<Source> {
  const address = `/upload?name=${encodeURIComponent(file.name)}`;
  const response = await post(address, file, 'application/octet-stream').catch(() => undefined);
  if (!response) throw fromFailure(unreachable());
  const answer = (await response.json()) as Result<{ upload: string }>;
  if (!answer.ok) throw fromFailure(answer);
  return { kind: 'upload', upload: answer.value.upload };
}

/** In the language of the moment. */
const unreachable = (): Failure => ({ code: 'internal', message: t('error.unreachable') });

/** The input's change event brings the files, so that a chooser and a test hand them in the same way. */
function openInput(kind: (typeof fileKinds)[number], many: boolean): [] {
  const input = document.querySelector<HTMLInputElement>(`#${inputId(kind)}`);
  if (input) {
    // A network may be several files, which a page cannot find beside the one that was chosen.
    input.multiple = many || kind === 'model';
    input.click();
  }
  return [];
}

function download({ download: address, name }: Delivery): void {
  if (address === undefined) return;
  const link = document.createElement('a');
  link.href = `/downloads/${address}`;
  link.download = name;
  link.click();
}

/** One stream for the page, opened when first listened to. */
class Events {
  #source: EventSource | undefined;

  listen<E extends EventName>(name: E, handler: (event: EditorEvents[E]) => void): () => void {
    const source = (this.#source ??= new EventSource(`/events?window=${windowName}`));
    const take = (event: MessageEvent<unknown>): void => {
      // The stream's own `open`, when it connects, bears the name of ours and no data.
      if (typeof event.data === 'string') handler(JSON.parse(event.data) as EditorEvents[E]);
    };
    source.addEventListener(name, take);
    return () => source.removeEventListener(name, take);
  }
}
