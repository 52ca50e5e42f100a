/** The contract's channels over Electron's IPC. */
import type { IpcMain, IpcMainInvokeEvent } from 'electron';
import { toFailure } from '../../src-shared/contract/errors.ts';
import type { ChannelName } from '../../src-shared/contract/editor/channels.ts';
import { failed, type Result } from '../../src-shared/contract/result.ts';
import { channelNames } from './channel-names.ts';
import { isOwnPage } from './security.ts';

export interface Service {
  readonly ipcMain: Pick<IpcMain, 'handle'>;
  readonly handle: (name: ChannelName, request: unknown) => Promise<Result<unknown>>;
}

/** Serves every channel. A sender that is not our page gets an answer like any other: a failure. */
export function serveChannels({ ipcMain, handle }: Service) {
  for (const name of channelNames) {
    serve(ipcMain, name, request => handle(name, request));
  }
}

/** Serves one channel: checks the sender, and never rejects. */
export function serve(
  ipcMain: Service['ipcMain'],
  name: string,
  answer: (...given: unknown[]) => Promise<Result<unknown>>,
) {
  ipcMain.handle(name, async (event: IpcMainInvokeEvent, ...given: unknown[]) => {
    if (!isOwnPage(event.senderFrame)) return stranger(name);
    try {
      return await answer(...given);
    } catch (error) {
      return failed(toFailure(error));
    }
  });
}

const stranger = (name: string) =>
  failed({ code: 'usage', message: `Only the editor's own page may ask for ${name}.` });
