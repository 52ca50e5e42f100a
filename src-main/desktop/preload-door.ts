/**
 * The window's door over IPC. What it may ask for is a fixed list: one function a channel, made from the
 * contract's names; the page never holds `ipcRenderer` itself.
 */
import type { IpcRenderer, IpcRendererEvent, WebUtils } from 'electron';
import type { EditorEvents, EventName } from '../../src-shared/contract/editor/app.ts';
import type { Source } from '../../src-shared/contract/editor/channel.ts';
import type { ChannelName } from '../../src-shared/contract/editor/channels.ts';
import type { Door } from '../../src-shared/contract/editor/door.ts';
import { failed, type Result } from '../../src-shared/contract/result.ts';
import { channelNames, eventChannel, eventNames, pasteChannel } from './channel-names.ts';

/** What the preload is given. */
export interface Renderer {
  readonly ipcRenderer: Pick<IpcRenderer, 'invoke' | 'on' | 'off'>;
  readonly webUtils: Pick<WebUtils, 'getPathForFile'>;
  /** Where the page came from. */
  readonly origin: string;
}

type Capability = (request: unknown) => Promise<Result<unknown>>;
type Subscribe = (handler: (event: never) => void) => () => void;

export function preloadDoor({ ipcRenderer, webUtils, origin }: Renderer): Door {
  const capabilities = table(
    channelNames,
    (name): Capability =>
      request =>
        ask(name, request),
  );
  const subscriptions = table(
    eventNames,
    (name): Subscribe =>
      handler =>
        subscribe(name, handler),
  );

  const ask = async (name: string, ...given: unknown[]): Promise<Result<unknown>> => {
    try {
      return (await ipcRenderer.invoke(name, ...given)) as Result<unknown>;
    } catch (error) {
      return failed({ code: 'internal', message: `Unexpected failure: ${String(error)}. Please report it.` });
    }
  };

  const subscribe = (name: EventName, handler: (event: never) => void) => {
    // The IPC event itself stays here: it holds the sender.
    const pass = (_event: IpcRendererEvent, payload: EditorEvents[EventName]) => handler(payload as never);
    ipcRenderer.on(eventChannel(name), pass);
    return () => void ipcRenderer.off(eventChannel(name), pass);
  };

  const take = async (file: File): Promise<Source[]> => {
    const path = webUtils.getPathForFile(file);
    if (path !== '') return [{ kind: 'path', path }];
    const answer = await ask(pasteChannel, file.name, new Uint8Array(await file.arrayBuffer()));
    if (!answer.ok) throw new Error(answer.message);
    return [answer.value as Source];
  };

  return {
    call: ((name: ChannelName, request: unknown) =>
      capabilities.get(name)?.(request) ?? Promise.resolve(unknown(name))) as Door['call'],
    listen: (name, handler) => subscriptions.get(name)?.(handler) ?? (() => undefined),
    pictureUrl: address => `${origin}/pictures/${address}`,
    async chooseFiles(kind, many) {
      const answer = await ask('app.choose' satisfies ChannelName, { kind, many });
      return answer.ok ? (answer.value as Source[]) : [];
    },
    takeFiles: async files => (await Promise.all([...files].map(take))).flat(),
    // The main side has written it at its place.
    receive: () => Promise.resolve(),
  };
}

const table = <K, V>(names: readonly K[], make: (name: K) => V): ReadonlyMap<K, V> =>
  new Map(names.map(name => [name, make(name)]));

const unknown = (name: string) =>
  failed({ code: 'usage', message: `Expected a channel of the contract but received ${name}.` });
