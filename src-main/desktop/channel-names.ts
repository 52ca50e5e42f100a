/**
 * The contract's names without its schemas: the sandboxed preload is one small file, and does not carry the
 * validator. Does not compile when a channel or an event is missing or too many.
 */
import type { EventName } from '../../src-shared/contract/editor/app.ts';
import type { ChannelName } from '../../src-shared/contract/editor/channels.ts';

const channelSet: Readonly<Record<ChannelName, true>> = {
  'app.facts': true,
  'app.about': true,
  'app.settings': true,
  'app.choose': true,
  'app.reveal': true,
  'app.diagnostics': true,
  'app.flushed': true,
  'photo.open': true,
  'photo.close': true,
  'photo.matte': true,
  'photo.colours': true,
  'photo.noise': true,
  'job.cancel': true,
  'backdrop.open': true,
  'edit.keep': true,
  'edit.forget': true,
  'edit.save': true,
  'edit.open': true,
  'export.run': true,
  'export.estimate': true,
  'export.show': true,
  'models.list': true,
  'models.pull': true,
  'models.import': true,
  'models.verify': true,
  'models.remove': true,
};

const eventSet: Readonly<Record<EventName, true>> = {
  progress: true,
  open: true,
  command: true,
  closing: true,
};

export const channelNames = Object.keys(channelSet) as readonly ChannelName[];
export const eventNames = Object.keys(eventSet) as readonly EventName[];

/** The IPC channel that carries an event to the window. */
export const eventChannel = (name: EventName) => `event:${name}`;

/** Carries the bytes of a file that has no path: a picture pasted from the clipboard. */
export const pasteChannel = 'paste';
