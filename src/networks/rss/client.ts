// Fetches a feed's document: conditional, bounded in size and time, and never for longer than the server asks.
import { AppError } from '../../domain/errors.ts';
import { statusError, transportError } from '../kit/http.ts';
import type { NetworkDeps } from '../kit/network.ts';
import type { Validators } from './position.ts';

const TIMEOUT_MS = 30_000;
/** After unpacking. */
export const MAX_BYTES = 5 * 1024 * 1024;
const DOING = 'reading the feed';

export interface FeedDocument {
  bytes: Uint8Array;
  contentType: string;
  /** As it was entered: redirects may lead to another place each time. */
  url: string;
  validators: Validators;
}

async function readBytes(response: Response): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  if (response.body === null) return new Uint8Array();
  const reader: ReadableStreamDefaultReader<Uint8Array> = response.body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return Buffer.concat(pieces);
    length += value.byteLength;
    if (length > MAX_BYTES) {
      await reader.cancel().catch(() => {});
      throw new Error(`the feed is larger than ${String(MAX_BYTES)} bytes`);
    }
    pieces.push(value);
  }
}

/**
 * The document, or null where the server says it is the one that `known` came with. Errors: `network_unavailable`,
 * `network_rate_limited`, `network_rejected` (a refusal, or an address that was given up); and the reason of `signal`.
 */
export async function fetchFeed(
  deps: Pick<NetworkDeps, 'fetch' | 'now'>,
  url: string,
  known: Validators,
  signal?: AbortSignal,
): Promise<FeedDocument | null> {
  const context = { network: new URL(url).host, doing: DOING, repeat: 'harmless' } as const;
  const timeout = AbortSignal.timeout(TIMEOUT_MS);
  let response: Response;
  let bytes: Uint8Array;
  try {
    response = await deps.fetch(url, {
      headers: {
        accept:
          'application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5',
        'user-agent': 'Kizuki (feed reader)',
        ...(known.etag === undefined ? {} : { 'if-none-match': known.etag }),
        ...(known.modified === undefined ? {} : { 'if-modified-since': known.modified }),
      },
      redirect: 'follow',
      signal: signal === undefined ? timeout : AbortSignal.any([signal, timeout]),
    });
    bytes = response.status === 304 ? new Uint8Array() : await readBytes(response);
  } catch (error) {
    if (signal?.aborted === true) throw signal.reason;
    throw transportError(error, context);
  }
  const { status, headers } = response;
  if (status === 304) return null;
  if (status < 200 || status > 299) throw refused(response, context, deps.now());
  const [etag, modified] = [headers.get('etag'), headers.get('last-modified')];
  return {
    bytes,
    contentType: headers.get('content-type') ?? '',
    url,
    validators: { ...(etag === null ? {} : { etag }), ...(modified === null ? {} : { modified }) },
  };
}

/** A feed has no account whose token could be dead, and its being gone deletes no article. */
function refused(
  { status, headers }: Response,
  context: { network: string; doing: string; repeat: 'harmless' },
  nowMs: number,
): AppError {
  const rates = { kind: 'none' } as const;
  const error = statusError({ status, headers, body: undefined }, { ...context, nowMs, rates });
  if (error.code === 'network_rate_limited' || error.code === 'network_unavailable') return error;
  const why =
    status === 404 || status === 410
      ? 'there is no feed any more'
      : status === 401 || status === 403
        ? 'the feed is not open to everybody'
        : 'the server refused';
  return new AppError(
    'network_rejected',
    `${context.network} answered ${String(status)}: ${why}. Check the address.`,
    {
      where: 'url',
    },
  );
}
