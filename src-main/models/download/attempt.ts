import { open } from 'node:fs/promises';
import type { Dispatcher } from 'undici';

/** Why one request gave no whole file, and what that means for the next. */
export type Refusal =
  /** Cut off, silent, busy, broken: the same address may answer next time. */
  | { readonly kind: 'passing'; readonly why: string }
  /** Nobody is there, or there is no network: worth one more try, no long waiting. */
  | { readonly kind: 'absent'; readonly why: string }
  /** This address will not give the file. */
  | { readonly kind: 'final'; readonly why: string };

export interface Attempt {
  readonly url: string;
  /** Written to from `from` on. */
  readonly path: string;
  /** Bytes that are there already. */
  readonly from: number;
  /** Length of the whole file. */
  readonly bytes: number;
  readonly connections: Dispatcher;
  readonly signal: AbortSignal | undefined;
  /** @param bytes that are there now */
  readonly onBytes: (bytes: number) => void;
}

const passing = (why: string): Refusal => ({ kind: 'passing', why });
const final = (why: string): Refusal => ({ kind: 'final', why });

/**
 * Asks one address for the bytes that are missing (RFC 9110, section 14: a server may send the whole instead) and
 * writes them.
 *
 * @returns undefined when the file has its length now
 * @throws what the disk says; the signal's reason
 */
export async function attempt(wish: Attempt): Promise<Refusal | undefined> {
  const { request } = await import('undici');
  let answer: Dispatcher.ResponseData;
  try {
    answer = await followed(request, wish);
  } catch (error) {
    wish.signal?.throwIfAborted();
    return { kind: isAbsence(error) ? 'absent' : 'passing', why: reasonOf(error) };
  }
  const start = startOf(answer, wish);
  if (typeof start !== 'number') {
    answer.body.on('error', () => undefined).destroy();
    return start;
  }
  return save(answer.body, start, wish);
}

const isAbsence = (error: unknown): boolean =>
  error instanceof Error &&
  'code' in error &&
  ['ENOTFOUND', 'EAI_AGAIN', 'ECONNREFUSED', 'ENETUNREACH', 'EHOSTUNREACH'].includes(String(error.code));

type Request = typeof import('undici').request;

const MOST_REDIRECTS = 5;

async function followed(request: Request, wish: Attempt): Promise<Dispatcher.ResponseData> {
  let url = new URL(wish.url);
  for (let hops = 0; ; hops++) {
    const answer = await ask(request, url, wish);
    const { location } = answer.headers;
    const redirects = [301, 302, 303, 307, 308].includes(answer.statusCode);
    if (!redirects || typeof location !== 'string' || hops === MOST_REDIRECTS) return answer;
    answer.body.on('error', () => undefined).destroy();
    url = nextAddress(location, url);
  }
}

/** What was asked for safely is not fetched in the open. */
function nextAddress(location: string, from: URL): URL {
  const next = new URL(location, from);
  if (next.protocol === 'https:' || (from.protocol === 'http:' && next.protocol === 'http:')) return next;
  throw new Error(`${from.host} redirects to ${next.protocol}//${next.host}`);
}

const ask = (request: Request, url: URL, { connections, signal, from }: Attempt) =>
  request(url, {
    dispatcher: connections,
    signal: signal ?? null,
    // Compressed bytes have other offsets.
    headers: { 'accept-encoding': 'identity', ...(from > 0 && { range: `bytes=${from}-` }) },
  });

/** @returns the byte at which the answer's body begins in the file */
function startOf({ statusCode: status, headers }: Dispatcher.ResponseData, wish: Attempt): number | Refusal {
  const host = new URL(wish.url).host;
  if (status === 206)
    return startOfRange(headers['content-range'], wish) ?? final(`${host} sent another part`);
  if (status === 200)
    return lengthFits(headers['content-length'], wish) ? 0 : final(`${host} has another file`);
  const why = `${host} answered ${status}`;
  return status >= 500 || status === 408 || status === 429 ? passing(why) : final(why);
}

function startOfRange(range: string | string[] | undefined, { from, bytes }: Attempt): number | undefined {
  const parts = /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(String(range));
  const fits = parts && Number(parts[1]) === from && (parts[2] === '*' || Number(parts[2]) === bytes);
  return fits ? from : undefined;
}

const lengthFits = (length: string | string[] | undefined, { bytes }: Attempt): boolean =>
  length === undefined || Number(length) === bytes;

async function save(
  body: AsyncIterable<Uint8Array>,
  start: number,
  { path, bytes, signal, onBytes, url }: Attempt,
): Promise<Refusal | undefined> {
  const file = await open(path, start === 0 ? 'w' : 'r+');
  let end = start;
  onBytes(end);
  try {
    for await (const chunk of cutShort(body, signal)) {
      if (end + chunk.length > bytes) return final(`${new URL(url).host} sent more than the file`);
      await file.write(chunk, 0, chunk.length, end);
      onBytes((end += chunk.length));
    }
  } catch (error) {
    if (!(error instanceof Cut)) throw error;
    return passing(`${new URL(url).host} stopped after ${end} of ${bytes} bytes`);
  } finally {
    await file.truncate(end);
    await file.sync();
    await file.close();
  }
  return end === bytes ? undefined : passing(`${new URL(url).host} stopped after ${end} of ${bytes} bytes`);
}

/** The connection broke, as opposed to the disk. */
class Cut extends Error {}

async function* cutShort(body: AsyncIterable<Uint8Array>, signal: AbortSignal | undefined) {
  try {
    yield* body;
  } catch (error) {
    signal?.throwIfAborted();
    throw new Cut('The connection was cut.', { cause: error });
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error ? String(error.code) : undefined;
  return error.message || code || error.name;
}
