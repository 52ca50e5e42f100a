/** The program's end of the line to the test that started it. */
import { type Call, connect, type Handlers } from './rpc.ts';

const handlers: Record<string, Handlers[string]> = {};

if (!process.send) throw new Error('The stand-in for electron runs under launchDesktop only.');

/** Asks the test, which owns Chromium and answers for the person. */
export const ask: Call = connect(
  {
    send: message => process.send?.(message),
    listen: handler => process.on('message', handler),
  },
  handlers,
);

/** Adds what the test may ask for. */
export function offer(more: Handlers) {
  Object.assign(handlers, more);
}

process.on('disconnect', () => process.exit(1));
