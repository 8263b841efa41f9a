// What everything done as an account shares: the account on its server, its ids for posts, and the text as it is sent.
import { AppError } from '../../domain/errors.ts';
import type { AccountSession, NetworkDeps, Published, PublishRequest } from '../kit/network.ts';
import { splitNativeId } from '../kit/scoped-id.ts';
import { readBody } from './client.ts';
import type { Client } from './client.ts';
import { withMention } from './compose.ts';
import { nativeIdOf } from './ids.ts';
import { searchSchema, statusSchema } from './schemas.ts';
import type { Status } from './schemas.ts';

export interface Acting {
  deps: NetworkDeps;
  client: Client;
  account: AccountSession;
}

export type Target = { nativeId: string; ref?: Record<string, string> | undefined };

/** The path of a status; `id` is the server's own. */
export const statusPath = (id: string, rest = ''): string =>
  `/api/v1/statuses/${encodeURIComponent(id)}${rest}`;

/** What the rest of the program keeps of something published. */
export function publishedOf(status: Status, host: string): Published {
  const url = status.url ?? status.uri;
  return {
    nativeId: nativeIdOf(host, status.id),
    ...(url === '' ? {} : { url }),
    createdAt: new Date(status.created_at).toISOString(),
    ref: { uri: status.uri, visibility: status.visibility },
  };
}

/** The id by which the account's server knows a post; one that was heard on another server is found by its address. */
export async function localId({ client }: Acting, target: Target): Promise<string> {
  const scoped = splitNativeId(target.nativeId);
  if (scoped === null)
    throw new AppError('network_post_gone', `"${target.nativeId}" is no id of a Mastodon server`);
  if (scoped.host === client.host) return scoped.id;
  const uri = target.ref?.['uri'];
  const doing = `finding a post of ${scoped.host}`;
  if (uri !== undefined && uri !== '') {
    const params = { q: uri, type: 'statuses', resolve: 'true', limit: '1' };
    const answer = await client.get('/api/v2/search', params, { doing });
    const [found] = readBody(searchSchema, answer, { doing }).statuses;
    const status = statusSchema.safeParse(found);
    if (status.success) return status.data.id;
  }
  throw new AppError('network_post_gone', `${client.host} cannot find the post ${uri ?? target.nativeId}`);
}

/** The text with the mention that a reply needs for its reader to be told of it. */
export async function textOf({ client, account }: Acting, request: PublishRequest): Promise<string> {
  const { replyTo, text } = request;
  if (replyTo === undefined || replyTo.author.nativeId === account.nativeId) return text;
  if (replyTo.author.handle === '' || replyTo.author.handle === account.handle) return text;
  const { domain } = await client.origin();
  return withMention(text, replyTo.author.handle, domain);
}
