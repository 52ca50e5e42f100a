/** Loaded before a utility process's own module: a parent port in place of Node's channel, and no Electron. */
import { registerHooks } from 'node:module';
import { isMainThread } from 'node:worker_threads';

type Listener = (event: { data: unknown; ports: readonly never[] }) => void;

// Threads of the process load this too: they have no port, in Electron either.
if (isMainThread) givePort();

registerHooks({
  resolve(specifier, context, next) {
    if (specifier.startsWith('electron')) throw new Error('The compute process must not import Electron.');
    return next(specifier, context);
  },
});

function givePort() {
  const send = process.send!.bind(process);
  const early: unknown[] = [];
  let listener: Listener | undefined;

  process.on('message', data => {
    if (listener) listener({ data, ports: [] });
    else early.push(data);
  });
  process.on('disconnect', () => process.exit(0));

  const port = {
    postMessage: (message: unknown) => void send(structuredClone(message)),
    /** Messages wait for the first listener, as in Electron. */
    on(name: string, added: Listener) {
      if (name !== 'message' || listener) throw new Error('The stand-in port has one message listener.');
      listener = added;
      for (const data of early.splice(0)) added({ data, ports: [] });
      return port;
    },
  };

  // A utility process has no process.send.
  Object.assign(process, { parentPort: port, send: undefined });
}
