/**
 * The contract between the editor's window and the main side: one entry a channel types both ends. A request is
 * checked by its schema on arrival; every answer is a `Result`. The same map serves Electron's IPC and the
 * loopback server.
 */
import { backdropChannels } from './backdrop.ts';
import { appChannels } from './app.ts';
import { editChannels } from './edit.ts';
import { exportChannels } from './export.ts';
import { modelChannels } from './models.ts';
import { photoChannels } from './photo.ts';
import type { Channel } from './channel.ts';

export const channels = {
  ...appChannels,
  ...photoChannels,
  ...backdropChannels,
  ...editChannels,
  ...exportChannels,
  ...modelChannels,
} as const;

export type Channels = typeof channels;
export type ChannelName = keyof Channels;
export type Request<C extends ChannelName> = Channels[C] extends Channel<infer Q, unknown> ? Q : never;
export type Response<C extends ChannelName> = Channels[C] extends Channel<unknown, infer A> ? A : never;
