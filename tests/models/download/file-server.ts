import { createHash, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** A file server on this machine that behaves as badly as a test wants. */

export type Answer = (request: IncomingMessage, response: ServerResponse) => void;

export interface FileServer {
  readonly address: string;
  /** Every request, in order. */
  readonly asked: { path: string; range: string | undefined }[];
}

/** @param answers one a request, the last for all that follow */
export async function serve(...answers: Answer[]): Promise<FileServer> {
  const asked: FileServer['asked'] = [];
  const server = createServer((request, response) => {
    asked.push({ path: request.url ?? '', range: request.headers.range });
    answers[Math.min(asked.length, answers.length) - 1](request, response);
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    return new Promise<void>(resolve => server.close(() => resolve()));
  });
  return { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/file`, asked };
}

export const file: Uint8Array = randomBytes(300_000);
export const sum = createHash('sha256').update(file).digest('hex');

/** The part that is asked for, as servers with ranges answer. */
function begin({ headers }: IncomingMessage, response: ServerResponse, bytes: Uint8Array): Uint8Array {
  const from = Number(/^bytes=(\d+)-$/.exec(headers.range ?? '')?.[1] ?? 0);
  const range = { 'content-range': `bytes ${from}-${bytes.length - 1}/${bytes.length}` };
  response.writeHead(from > 0 ? 206 : 200, {
    'content-length': bytes.length - from,
    ...(from > 0 && range),
  });
  return bytes.subarray(from);
}

export const whole =
  (bytes: Uint8Array = file): Answer =>
  (request, response) =>
    response.end(begin(request, response, bytes));

/** Breaks the connection after so many bytes. */
export const cutAfter =
  (count: number, bytes = file): Answer =>
  (request, response) => {
    const rest = begin(request, response, bytes);
    // The client loses what it has not read yet when it is cut: a busy machine takes its time.
    response.write(rest.subarray(0, count), () => setTimeout(() => response.destroy(), 300));
  };

/** Sends some and then nothing, without an end. */
export const silentAfter =
  (count: number, bytes = file): Answer =>
  (request, response) =>
    response.write(begin(request, response, bytes).subarray(0, count));

/** In ten pieces, with pauses. */
export const slowlyGiving =
  (bytes: Uint8Array): Answer =>
  (request, response) => {
    const rest = begin(request, response, bytes);
    const piece = Math.ceil(bytes.length / 10);
    const send = (at: number) => {
      if (at >= rest.length) return void response.end();
      response.write(rest.subarray(at, at + piece));
      setTimeout(() => send(at + piece), 15);
    };
    send(0);
  };
export const slowly = slowlyGiving(file);

/** Does not know ranges: everything, every time. */
export const withoutRanges: Answer = (_, response) => {
  response.writeHead(200, { 'content-length': file.length });
  response.end(file);
};

export const status =
  (code: number, headers: Record<string, string> = {}): Answer =>
  (_, response) =>
    response.writeHead(code, headers).end('no');
