// Opens a server's event stream, or finds out that it has none for us.
import type { NetworkDeps } from '../kit/network.ts';
import type { Client } from './client.ts';
import type { Feed } from './feeds.ts';

export type Opened =
  | { response: Response }
  /** No stream now. `isPromised`: the server says that it has one, so it may be back later. */
  | { isPromised: boolean };

const OPEN_TIMEOUT_MS = 15_000;

/** Where the streams are: servers name it as a WebSocket address, often on a host of its own. */
async function streamBase(client: Client): Promise<string | null> {
  const instance = await client.instance();
  const named = instance.configuration?.urls?.streaming ?? instance.urls?.streaming_api;
  if (named === undefined || !URL.canParse(named)) return null;
  const url = new URL(named.replace(/^ws/i, 'http'));
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return null;
  // The token goes there too: never unencrypted when the server itself is reached encrypted.
  if (client.server.startsWith('https:') && url.protocol !== 'https:') return null;
  return `${url.protocol}//${url.host}`;
}

/**
 * Opens the stream of a feed. Any refusal means "ask the lists instead": a token that is dead shows there, with a
 * clearer word. Throws only when `signal` aborts.
 */
export async function openStream(
  client: Client,
  feed: Feed,
  deps: Pick<NetworkDeps, 'fetch' | 'log'>,
  signal: AbortSignal,
): Promise<Opened> {
  const base = await streamBase(client);
  if (base === null) return { isPromised: false };
  const query = new URLSearchParams(feed.stream.params).toString();
  const url = `${base}${feed.stream.path}${query === '' ? '' : `?${query}`}`;
  const opening = new AbortController();
  const timer = setTimeout(() => opening.abort(), OPEN_TIMEOUT_MS);
  try {
    const response = await deps.fetch(url, {
      headers: {
        accept: 'text/event-stream',
        ...(client.token === undefined ? {} : { authorization: `Bearer ${client.token}` }),
      },
      redirect: 'manual',
      signal: AbortSignal.any([signal, opening.signal]),
    });
    const type = response.headers.get('content-type') ?? '';
    if (response.status === 200 && type.startsWith('text/event-stream')) return { response };
    await response.body?.cancel();
    deps.log.info(
      { server: client.host, status: response.status },
      'No stream for us; asking the lists instead',
    );
    return { isPromised: response.status >= 500 && response.status !== 501 };
  } catch (error) {
    if (signal.aborted) throw error;
    deps.log.warn(
      { server: client.host, error: String(error) },
      'The stream cannot be opened; asking the lists instead',
    );
    return { isPromised: true };
  } finally {
    clearTimeout(timer);
  }
}
