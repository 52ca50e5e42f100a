import { PortraitError } from '../../../src-shared/contract/errors.ts';
import type { Dispatcher } from 'undici';

/** Time without a byte after which a server is taken for gone, in milliseconds. */
export const SILENCE = 20_000;

/**
 * Connections that go through the proxy of `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY` (either case), as the user's
 * other programs do. Loaded when something is fetched: most runs fetch nothing.
 *
 * @throws PortraitError 'usage', naming the variable that holds no address
 */
export async function openConnections(silence = SILENCE): Promise<Dispatcher> {
  const proxies = {
    httpProxy: proxyOf('http_proxy', 'HTTP_PROXY'),
    httpsProxy: proxyOf('https_proxy', 'HTTPS_PROXY'),
  };
  const { EnvHttpProxyAgent } = await import('undici');
  return new EnvHttpProxyAgent({
    ...proxies,
    ...{ connectTimeout: silence, headersTimeout: silence, bodyTimeout: silence },
  });
}

/** Many name only the host and the port, and other programs take that; so it is taken here. Empty means none. */
function proxyOf(...names: string[]): string {
  const name = names.find(name => process.env[name] !== undefined);
  const said = name === undefined ? '' : (process.env[name] ?? '');
  if (said === '') return '';
  const address = said.includes('://') ? said : `http://${said}`;
  if (URL.canParse(address) && /^(https?|socks5?):/.test(address)) return address;
  // What it holds may be a password.
  throw new PortraitError(
    'usage',
    `Expected an address such as http://proxy:8080 in ${name}: set it, or unset it.`,
  );
}
