// Passes requests of the front on to the real server behind it, each on a connection of its own.
import { request } from 'undici';

export type UpstreamAnswer = {
  status: number;
  contentType: string;
  location: string | undefined;
  link: string | undefined;
  body: Buffer;
};

export type UpstreamRequest = {
  method: string;
  path: string;
  headers: Record<string, string>;
  body?: Buffer | string;
};

export type Upstream = (asked: UpstreamRequest) => Promise<UpstreamAnswer>;

const one = (header: string | string[] | undefined): string | undefined =>
  Array.isArray(header) ? header[0] : header;

/** The answer's body as JSON; undefined when it is none. */
export function jsonOf(answer: UpstreamAnswer): unknown {
  if (!answer.contentType.includes('json')) return undefined;
  try {
    return JSON.parse(answer.body.toString('utf8'));
  } catch {
    return undefined;
  }
}

/**
 * Makes the way to a server.
 *
 * @param baseUrl the server's own address
 */
export function createUpstream(baseUrl: string): Upstream {
  return async ({ method, path, headers, body }) => {
    const response = await request(new URL(path, baseUrl), {
      method: method as 'GET',
      // snac ends kept-alive connections without saying so.
      reset: true,
      headers,
      ...(body === undefined || body.length === 0 ? {} : { body }),
    });
    return {
      status: response.statusCode,
      contentType: one(response.headers['content-type']) ?? '',
      location: one(response.headers['location']),
      link: one(response.headers['link']),
      body: Buffer.from(await response.body.arrayBuffer()),
    };
  };
}
