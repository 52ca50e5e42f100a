/** The editor with this door's compute process. */
import { utilityProcess } from 'electron';
import { openStudio } from '../studio/index.ts';
import type { MakeEditor } from './editor-shape.ts';
import { utilityChannel } from './utility-channel.ts';

export const makeEditor: MakeEditor = () => {
  const studio = openStudio({ start: () => utilityChannel(utilityProcess.fork.bind(utilityProcess)) });
  return {
    handle: () => Promise.reject(new Error('The editor is not there yet.')),
    picture: () => Promise.resolve(new Response(null, { status: 404 })),
    close: () => studio.close(),
  };
};
