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
import { estimate } from './jobs/estimate.ts';
import { breakOnPurpose } from './jobs/fault.ts';
import type { JobContext } from './jobs/job.ts';
import { matte } from './jobs/live-matte.ts';
import { render } from './jobs/render.ts';
import { backdrop, proxy, tile } from './jobs/screen.ts';
import { segment } from './jobs/segment.ts';

type Jobs = { [M in Method]: (request: RequestOf<M>, context: JobContext) => Promise<Answers[M]> };

const jobs: Jobs = {
  render,
  segment,
  proxy,
  matte,
  tile,
  backdrop,
  estimate,
  engine: () => reportEngine(),
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
    void run(method, request, context)
      .then(
        answer => send({ id, answer }),
        (error: unknown) =>
          send({ id, failure: toFailure(stop.signal.aborted ? stop.signal.reason : error) }),
      )
      .finally(() => running.delete(id));
  };
}

async function run<M extends Method>(method: M, request: unknown, context: JobContext): Promise<Answers[M]> {
  const checked = requestSchemas[method].safeParse(request);
  if (!checked.success) {
    const faults = checked.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
    throw new PortraitError('usage', `Bad ${method} request (${faults.join('; ')}).`);
  }
  return jobs[method](checked.data as RequestOf<M>, context);
}
