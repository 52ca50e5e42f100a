import { createHash, timingSafeEqual } from 'node:crypto';
import { policyHeaders } from '../page/policy.ts';

/** Who may ask: only the page that this program sent, and only who was given its address. */
export interface Guard {
  readonly port: number;
  readonly token: string;
}

/** Cookies are shared by all ports of a host, so each server's has a name of its own. */
export const cookieName = (port: number): string => `portrait-${port}`;

export const hostsOf = (port: number): readonly string[] => [`127.0.0.1:${port}`, `localhost:${port}`];

/** Compares in a time that does not tell how much was right. */
export const sameSecret = (given: string, token: string): boolean =>
  timingSafeEqual(digest(given), digest(token));

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/**
 * Why a request is refused before anything is looked at, as a status; undefined when it is not. A name that resolves
 * to this machine (DNS rebinding) shows in Host, another page in Origin and Sec-Fetch-Site.
 */
export function refusedForeigner(request: Request, { port }: Guard): 403 | undefined {
  const { headers } = request;
  const host = headers.get('host') ?? '';
  if (!hostsOf(port).includes(host)) return 403;
  const origin = headers.get('origin');
  if (origin !== null && origin !== `http://${host}`) return 403;
  const site = headers.get('sec-fetch-site') ?? 'none';
  const opensPage = headers.get('sec-fetch-mode') === 'navigate' && new URL(request.url).pathname === '/';
  return site === 'same-origin' || site === 'none' || opensPage ? undefined : 403;
}

/** Whether the request carries the cookie. */
export function hasCookie(request: Request, { port, token }: Guard): boolean {
  const wanted = `${cookieName(port)}=`;
  const cookies = (request.headers.get('cookie') ?? '').split(';').map(cookie => cookie.trim());
  const found = cookies.find(cookie => cookie.startsWith(wanted));
  return found !== undefined && sameSecret(found.slice(wanted.length), token);
}

/** What every answer carries. */
export const securityHeaders: Readonly<Record<string, string>> = {
  ...policyHeaders,
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
};
