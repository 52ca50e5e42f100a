import { type ChildProcess, fork } from 'node:child_process';
import { constants } from 'node:os';
import type { ForkOptions } from 'electron';
import { mustBeReady } from './app.ts';
import { Emitter, strict } from './strict.ts';
import { offer } from './test-link.ts';

const parentPort = new URL('./parent-port.ts', import.meta.url).href;
const running = new Set<UtilityProcessStandIn>();

/** A real child, with a parent port in place of Node's own channel. */
class UtilityProcessStandIn extends Emitter {
  pid: number | undefined;
  readonly stdout: ChildProcess['stdout'];
  readonly stderr: ChildProcess['stderr'];
  private readonly child: ChildProcess;

  constructor(modulePath: string, args: readonly string[], { stdio, serviceName }: ForkOptions) {
    super('spawn', 'message', 'exit', 'error');
    if (serviceName === undefined) throw new Error('Give the utility process a name.');
    const streams = Array.isArray(stdio) ? stdio : Array<'inherit'>(3).fill('inherit');
    if (streams[0] !== 'ignore') throw new TypeError('stdin value other than ignore is not supported.');
    this.child = fork(modulePath, args, {
      execArgv: ['--import', parentPort],
      serialization: 'advanced',
      stdio: [...streams, 'ipc'],
    });
    this.stdout = this.child.stdout;
    this.stderr = this.child.stderr;
    this.follow();
  }

  postMessage = (message: unknown) => {
    const copy = structuredClone(message);
    if (this.child.connected) this.child.send(copy as object, () => undefined);
  };

  kill = () => this.child.kill('SIGTERM');

  private follow() {
    this.child.once('spawn', () => {
      this.pid = this.child.pid;
      running.add(this);
      this.emit('spawn');
    });
    this.child.on('message', message => this.emit('message', message));
    this.child.once('exit', (code, signal) => {
      running.delete(this);
      this.pid = undefined;
      this.emit('exit', code ?? constants.signals[signal!]);
    });
  }
}

export const utilityProcess = strict('utilityProcess', {
  fork(modulePath: string, args: readonly string[] = [], options: ForkOptions = {}) {
    mustBeReady('utilityProcess');
    return strict('UtilityProcess', new UtilityProcessStandIn(modulePath, args, options));
  },
});

offer({
  utilityPids: () => [...running].map(({ pid }) => pid),
});
