import { cpus, freemem, release, totalmem } from 'node:os';
import type { EngineAnswer } from '../../../src-shared/contract/compute.ts';
import type { Request } from '../../../src-shared/contract/editor/channels.ts';
import { toFailure } from '../../../src-shared/contract/errors.ts';
import { redact } from '../../log/redact.ts';
import { programVersion } from '../../models/index.ts';
import type { Desk } from './desk.ts';

const LINES = 40;

/** What whoever reports a fault is asked for. It names no file, no folder and nobody. */
export async function diagnose(
  { studio, log }: Desk,
  { gpu = 'unknown', browser }: Request<'app.diagnostics'>,
): Promise<string> {
  const lines = log.last(LINES);
  return [
    `Portrait Studio ${programVersion()}`,
    `System: ${process.platform} ${release()} ${process.arch}`,
    `Runs on: ${'electron' in process.versions ? `Electron ${process.versions.electron}, ` : ''}Node ${process.versions.node}`,
    `Page: ${browser}`,
    `Graphics: ${gpu}`,
    `Engine: ${await engineOf(studio)}`,
    `Processor: ${cpus().at(0)?.model.trim() ?? 'unknown'}, ${cpus().length} cores`,
    `Memory: ${gigabytes(freemem())} free of ${gigabytes(totalmem())}; this process ${gigabytes(process.memoryUsage.rss())}`,
    `Last of the log:${lines.length === 0 ? ' nothing' : ''}`,
    ...lines.map(line => `  ${line}`),
  ].join('\n');
}

async function engineOf({ compute }: Desk['studio']): Promise<string> {
  try {
    return describe(await compute.call('engine', {}));
  } catch (error) {
    return redact(toFailure(error).message);
  }
}

const describe = ({ engine, threads, whyNotNative, tensorflow }: EngineAnswer): string =>
  `${engine}, ${threads} threads, TensorFlow.js ${tensorflow.core ?? 'unknown'}` +
  (whyNotNative === undefined ? '' : `; not native: ${redact(whyNotNative)}`);

const gigabytes = (bytes: number): string => `${(bytes / 1e9).toFixed(1)} GB`;
