/** The page and its pictures over a scheme of our own: no file:// address, no port, one origin. */
import { servePage } from '../page/files.ts';
import { policyHeaders } from '../page/policy.ts';

export const scheme = 'portrait';
export const host = 'app';
export const origin = `${scheme}://${host}`;
export const homePage = `${origin}/index.html`;

/** Must be registered before Electron is ready. `standard` gives it an origin, `secure` the clipboard and crypto. */
export const customScheme = {
  scheme,
  privileges: { standard: true, secure: true, supportFetchAPI: true },
} as const;

export interface Pages {
  /** The built window: index.html and what it loads. */
  readonly folder: string;
  /** Answers `/pictures/…` and `/downloads/…`. */
  readonly picture: (request: Request) => Promise<Response>;
}

/** @returns the handler of every request to our scheme */
export const pageHandler =
  (pages: Pages) =>
  async (request: Request): Promise<Response> => {
    const answer = await answerTo(request, pages);
    return isPicture(request) ? answer : underPolicy(answer);
  };

async function answerTo(request: Request, { folder, picture }: Pages): Promise<Response> {
  const { host: asked, pathname } = new URL(request.url);
  if (asked !== host) return new Response(null, { status: 404 });
  if (isPicture(request)) return picture(request);
  if (request.method !== 'GET' && request.method !== 'HEAD') return new Response(null, { status: 405 });
  return servePage(folder, pathname);
}

const isPicture = ({ url }: Request) => /^\/(pictures|downloads)\//.test(new URL(url).pathname);

function underPolicy(answer: Response): Response {
  for (const [name, value] of Object.entries(policyHeaders)) answer.headers.set(name, value);
  return answer;
}
