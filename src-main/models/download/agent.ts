import type { Dispatcher } from 'undici';

/** Time without a byte after which a server is taken for gone, in milliseconds. */
export const SILENCE = 20_000;

/**
 * Connections that go through the proxy of `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY` (either case), as the user's
 * other programs do. Loaded when something is fetched: most runs fetch nothing.
 */
export async function openConnections(silence = SILENCE): Promise<Dispatcher> {
  const { EnvHttpProxyAgent } = await import('undici');
  return new EnvHttpProxyAgent({ connectTimeout: silence, headersTimeout: silence, bodyTimeout: silence });
}
