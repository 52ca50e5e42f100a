import type { CustomScheme, Protocol } from 'electron';
import { app, mustBeReady } from './app.ts';
import { strict } from './strict.ts';
import { offer } from './test-link.ts';

type Handler = (request: Request) => Response | Promise<Response>;

let privileged: readonly CustomScheme[] | undefined;
const handlers = new Map<string, Handler>();

/** What a request and its answer are on the line to the test. */
export interface Asked {
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | null;
}
export interface Answered {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

export const protocol = strict('protocol', {
  registerSchemesAsPrivileged(schemes: CustomScheme[]) {
    if (app.isReady())
      throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready');
    if (privileged) throw new Error('protocol.registerSchemesAsPrivileged can only be used once.');
    privileged = schemes;
  },
  handle(scheme: string, handler: Handler) {
    mustBeReady('protocol');
    if (handlers.has(scheme)) throw new Error(`Failed to register protocol: ${scheme}`);
    handlers.set(scheme, handler);
  },
} satisfies Partial<Protocol>);

/** A page with an origin, cryptography and a clipboard needs these. */
export function mustBePage(url: string) {
  const scheme = new URL(url).protocol.slice(0, -1);
  const rights = privileged?.find(each => each.scheme === scheme)?.privileges;
  if (!rights?.standard || !rights.secure || !rights.supportFetchAPI)
    throw new Error(`ERR_UNKNOWN_URL_SCHEME (${url}): ${scheme} is not privileged.`);
}

offer({
  async fetch({ url, method, headers, body }: Asked): Promise<Answered> {
    const handler = handlers.get(new URL(url).protocol.slice(0, -1));
    if (!handler) throw new Error(`ERR_UNKNOWN_URL_SCHEME (${url})`);
    const response = await handler(new Request(url, { method, headers, body: body && new Uint8Array(body) }));
    if (!(response instanceof Response)) throw new Error('ERR_UNEXPECTED: the handler gave no Response.');
    return {
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: new Uint8Array(await response.arrayBuffer()),
    };
  },
});
