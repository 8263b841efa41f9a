// Signs in and consents on a PDS's OAuth pages the way a person's browser does, so that the product's own flow runs unmocked.
import { request } from 'undici';

/** Who approves: the account's handle or DID, with its own password (app passwords are refused here). */
export type OauthPerson = { username: string; password: string };

const API_PREFIX = '/@atproto/oauth-provider/~api';

/** The cookies of one imitated browser, kept between the calls of one approval. */
type CookieJar = Map<string, string>;

const keepCookies = (jar: CookieJar, header: string | string[] | undefined): void => {
  for (const line of [header ?? []].flat()) {
    const [pair = ''] = line.split(';');
    const at = pair.indexOf('=');
    if (at > 0) jar.set(pair.slice(0, at).trim(), pair.slice(at + 1).trim());
  }
};

const cookieHeader = (jar: CookieJar): string =>
  [...jar].map(([name, value]) => `${name}=${value}`).join('; ');

const toText = (header: string | string[] | undefined): string =>
  Array.isArray(header) ? (header[0] ?? '') : (header ?? '');

/** One navigation, as a browser sends it when a link of another site is followed (or a page of the same site). */
async function navigate(jar: CookieJar, url: string, site: 'cross-site' | 'same-origin', referer?: string) {
  const response = await request(url, {
    headers: {
      accept: 'text/html',
      cookie: cookieHeader(jar),
      'sec-fetch-dest': 'document',
      'sec-fetch-mode': 'navigate',
      'sec-fetch-site': site,
      ...(referer === undefined ? {} : { referer }),
    },
  });
  keepCookies(jar, response.headers['set-cookie']);
  const body = await response.body.text();
  return { status: response.statusCode, location: toText(response.headers['location']), body };
}

/** One call of the API behind the page; it needs the page as its referrer and the page's CSRF cookie. */
async function callPage(
  jar: CookieJar,
  page: string,
  endpoint: string,
  input: object,
  bearer?: string,
): Promise<unknown> {
  const { origin } = new URL(page);
  const response = await request(`${origin}${API_PREFIX}${endpoint}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      cookie: cookieHeader(jar),
      origin,
      referer: page,
      'sec-fetch-dest': 'empty',
      'sec-fetch-mode': 'same-origin',
      'sec-fetch-site': 'same-origin',
      'x-csrf-token': jar.get('csrf-token') ?? '',
      ...(bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }),
    },
    body: JSON.stringify(input),
  });
  keepCookies(jar, response.headers['set-cookie']);
  const body = await response.body.json();
  if (response.statusCode !== 200) {
    throw new Error(`The PDS refused ${endpoint} with ${response.statusCode}: ${JSON.stringify(body)}`);
  }
  return body;
}

const field = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null && name in value
    ? Object.entries(value).find(([key]) => key === name)?.[1]
    : undefined;

const textField = (value: unknown, name: string): string => {
  const found = field(value, name);
  if (typeof found !== 'string')
    throw new Error(`The PDS answered without ${name}: ${JSON.stringify(value)}`);
  return found;
};

/**
 * Opens the page of an authorization request, signs the person in, and presses "Authorize" or "Deny access".
 *
 * @param authorizeUrl what `oauthClient.authorize(handle)` returned
 * @param answer       what the person presses; `reject` ends in a callback with `error=access_denied`
 * @returns the callback address to which the browser is sent: its query goes to `oauthClient.callback()`
 * @throws Error with the server's own words when sign-in or consent is refused
 */
export async function answerOauthRequest(
  authorizeUrl: string | URL,
  person: OauthPerson,
  answer: 'accept' | 'reject' = 'accept',
): Promise<URL> {
  const page = String(authorizeUrl);
  const jar: CookieJar = new Map();
  const opened = await navigate(jar, page, 'cross-site');
  if (opened.location !== '') return new URL(opened.location);
  if (opened.status !== 200)
    throw new Error(`The authorization page answered ${opened.status}: ${opened.body.slice(0, 300)}`);

  const decide = async (): Promise<unknown> => {
    if (answer === 'reject') return await callPage(jar, page, '/reject', {});
    const signedIn = await callPage(jar, page, '/sign-in', { locale: 'en', ...person, remember: false });
    const did = textField(field(signedIn, 'account'), 'did');
    return await callPage(jar, page, '/consent', { did }, textField(signedIn, 'ephemeralToken'));
  };
  const redirect = textField(await decide(), 'url');
  const sent = await navigate(jar, redirect, 'same-origin', page);
  if (sent.location === '')
    throw new Error(`The PDS did not redirect to the client: ${sent.status} ${sent.body.slice(0, 300)}`);
  return new URL(sent.location);
}
