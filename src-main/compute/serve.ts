import {
  type Answers,
  type FromCompute,
  type Method,
  type RequestOf,
  requestSchemas,
  type ToCompute,
} from '../../src-shared/contract/compute.ts';
import { PortraitError, toFailure } from '../../src-shared/contract/errors.ts';
import { reportEngine } from '../inference/engine-report.ts';
import { engineFor } from './engines.ts';
import { estimate } from './jobs/estimate.ts';
import { breakOnPurpose } from './jobs/fault.ts';
import { classes } from './jobs/classes.ts';
import { importNetwork } from './jobs/import-network.ts';
import type { JobContext } from './jobs/job.ts';
import { colours } from './jobs/live-colours.ts';
import { matte } from './jobs/live-matte.ts';
import { refine } from './jobs/refine.ts';
import { render } from './jobs/render.ts';
import { backdrop, noise, proxy, tile } from './jobs/screen.ts';
import { segment } from './jobs/segment.ts';
import { sheet, size } from './jobs/sheet.ts';
import { warm } from './jobs/warm.ts';

type Jobs = { [M in Method]: (request: RequestOf<M>, context: JobContext) => Promise<Answers[M]> };

const jobs: Jobs = {
  render,
  segment,
  classes,
  refine,
  size,
  sheet,
  proxy,
  matte,
  colours,
  tile,
  noise,
  backdrop,
  estimate,
  engine: () => reportEngine(() => engineFor('auto')),
  warm,
  import: importNetwork,
  fault: breakOnPurpose,
};

/** Answers messages one job at a time a call; `send` carries progress, answers and failures back. */
export function serve(send: (message: FromCompute) => void): (message: ToCompute) => void {
  const running = new Map<number, AbortController>();
  return message => {
    if ('cancel' in message) {
      running.get(message.cancel)?.abort(new PortraitError('cancelled', 'Cancelled.'));
      return;
    }
    const { id, method, request } = message;
    const stop = new AbortController();
    running.set(id, stop);
    const context: JobContext = { signal: stop.signal, onProgress: progress => send({ id, progress }) };
    void untilStopped(method, run(method, request, context), stop.signal)
      .then(
        answer => send({ id, answer }),
        (error: unknown) =>
          send({ id, failure: toFailure(stop.signal.aborted ? stop.signal.reason : error) }),
      )
      .finally(() => running.delete(id));
  };
}

/** Jobs that write files answer only once nothing of them is left; all others need not be waited for. */
const writing: ReadonlySet<Method> = new Set<Method>(['render', 'segment', 'refine', 'sheet']);

/** A cancelled job's answer, at once where it can be: native code that is under way hears of nothing. */
function untilStopped<T>(method: Method, job: Promise<T>, signal: AbortSignal): Promise<T> {
  if (writing.has(method)) return job;
  const stopped = new Promise<never>((_, reject) => {
    const stop = () => reject(signal.reason as PortraitError);
    signal.addEventListener('abort', stop, { once: true });
  });
  return Promise.race([job, stopped]);
}

async function run<M extends Method>(method: M, request: unknown, context: JobContext): Promise<Answers[M]> {
  const checked = requestSchemas[method].safeParse(request);
  if (!checked.success) {
    const faults = checked.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
    throw new PortraitError('usage', `Bad ${method} request (${faults.join('; ')}).`);
  }
  return jobs[method](checked.data as RequestOf<M>, context);
}
