import { constants } from 'node:os';
import { finished } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { utilityProcess, UtilityProcess } from 'electron';
import type { FromCompute } from '../../src-shared/contract/compute.ts';
import type { Channel, Ending } from '../compute/channel.ts';

/** The entry beside this file: .ts when run from the sources, .js when built. */
const entry = fileURLToPath(new URL(`./compute-child.${import.meta.url.slice(-2)}`, import.meta.url));

const LAST_WORDS = 4000;

/** How long to wait for the last words, in milliseconds. */
const PATIENCE = 500;

/** Starts the compute process as a utility process: a child with Node that Electron ends with the program. */
export function utilityChannel(fork: (typeof utilityProcess)['fork']): Channel {
  const child = fork(entry, [], { serviceName: 'Portrait compute', stdio: ['ignore', 'ignore', 'pipe'] });
  const lastWords = collect(child);
  let pid: number | undefined;
  child.once('spawn', () => (pid = child.pid));
  return {
    get pid() {
      return pid;
    },
    send: message => child.postMessage(message),
    kill: () => kill(child),
    listen(onMessage, onEnd) {
      child.on('message', message => onMessage(message as FromCompute));
      child.once('exit', code => void read(child).then(() => onEnd(endingOf(code, lastWords()))));
    },
  };
}

/** `UtilityProcess.kill` asks (SIGTERM); a job in native code hears nothing. */
function kill(child: UtilityProcess) {
  if (child.pid === undefined) child.once('spawn', () => kill(child));
  else process.kill(child.pid, 'SIGKILL');
}

function collect(child: UtilityProcess): () => string {
  let text = '';
  child.stderr?.on('data', (bytes: Buffer) => {
    text = (text + bytes.toString('utf8')).slice(-LAST_WORDS);
    if (process.env['PORTRAIT_DEBUG']) process.stderr.write(bytes);
  });
  return () => text;
}

/** The exit may come before the last words have been read. */
const read = ({ stderr }: UtilityProcess) =>
  Promise.race([
    stderr ? finished(stderr, { writable: false }).catch(() => undefined) : undefined,
    sleep(PATIENCE),
  ]);

/** The signals that end a compute process, of which Electron gives the number alone, as is or from 128 on. */
const signals = ['SIGKILL', 'SIGILL', 'SIGABRT', 'SIGSEGV'] as const;

export function endingOf(code: number, lastWords: string): Ending {
  const number = code > 128 ? code - 128 : code;
  const signal = signals.find(name => constants.signals[name] === number);
  return signal ? { code: null, signal, lastWords } : { code, signal: null, lastWords };
}
