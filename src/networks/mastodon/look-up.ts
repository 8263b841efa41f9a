// Finds out whether a send happened, by reading what the account has on its server.
import { htmlToText } from '../kit/html-text.ts';
import { splitNativeId } from '../kit/scoped-id.ts';
import type { Fate, PublishRequest } from '../kit/network.ts';
import { localId, publishedOf, statusPath, textOf } from './acting.ts';
import type { Acting } from './acting.ts';
import { readBody } from './client.ts';
import { comparable } from './compose.ts';
import { nativeIdOf, stableId } from './ids.ts';
import { readAccountStatuses } from './read.ts';
import { contextSchema, sourceSchema, statusSchema } from './schemas.ts';
import type { Status } from './schemas.ts';

/** How far a server's clock may be behind ours before a look-up misses a send. */
const CLOCK_SKEW_MS = 120_000;
/** Statuses whose source is asked for in one look-up, when their text alone does not decide. */
const MAX_SOURCES = 10;

/** Whether a status of ours is the send: same target, same privacy, same number of images; its text comes after. */
function couldBe(status: Status, request: PublishRequest, parentId: string | null, sinceMs: number): boolean {
  const isPublic = status.visibility === 'public' || status.visibility === 'unlisted';
  const parent = status.in_reply_to_id ? stableId(status.in_reply_to_id) : null;
  return (
    !status.reblog &&
    Date.parse(status.created_at) >= sinceMs &&
    isPublic === (request.visibility === 'public') &&
    parent === parentId &&
    (status.media_attachments ?? []).length === request.images.length
  );
}

interface OwnStatuses {
  statuses: Status[];
  /** Nothing that would be listed is missing since the time asked for. */
  isComplete: boolean;
  /** Direct messages would be among them. */
  hasPrivate: boolean;
}

const parseStatuses = (records: readonly unknown[]): Status[] =>
  records.flatMap((raw) => {
    const parsed = statusSchema.safeParse(raw);
    return parsed.success ? [parsed.data] : [];
  });

/** Our own statuses since a time: from the thread of the post answered, which shows private ones too, else from our list. */
async function ownStatuses(acting: Acting, parentId: string | null, sinceMs: number): Promise<OwnStatuses> {
  const { client, account } = acting;
  if (parentId !== null) {
    const doing = 'looking a send up';
    const answer = await client.get(statusPath(parentId, '/context'), {}, { doing, accept: [404, 410] });
    if (answer.status === 200) {
      const replies = parseStatuses(readBody(contextSchema, answer, { doing }).descendants);
      const isOwn = (status: Status): boolean =>
        nativeIdOf(client.host, status.account.id) === account.nativeId;
      return { statuses: replies.filter(isOwn), isComplete: true, hasPrivate: true };
    }
  }
  const ownId = splitNativeId(account.nativeId)?.id ?? account.nativeId;
  const isOld = (status: Status): boolean => Date.parse(status.created_at) < sinceMs;
  const { records, isComplete } = await readAccountStatuses(client, ownId, (all) =>
    parseStatuses(all.slice(-1)).some(isOld),
  );
  const statuses = parseStatuses(records);
  const hasPrivate = statuses.some(({ visibility }) => visibility === 'direct' || visibility === 'private');
  return { statuses, isComplete, hasPrivate };
}

/**
 * Looks for `request` among what the account posted since `since` (ISO 8601). Repeating it under its key would be no
 * look-up: a server that forgot the key, or knows none, would post again. `taken` are the native ids of our other sends.
 */
export async function lookUp(
  acting: Acting,
  request: PublishRequest,
  since: string,
  taken: ReadonlySet<string> = new Set(),
): Promise<Fate> {
  const { client } = acting;
  const sinceMs = Date.parse(since) - CLOCK_SKEW_MS;
  const parentId = request.replyTo === undefined ? null : stableId(await localId(acting, request.replyTo));
  const wanted = comparable(await textOf(acting, request));
  const own = await ownStatuses(acting, parentId, sinceMs);
  const candidates = own.statuses.filter(
    (status) => !taken.has(nativeIdOf(client.host, status.id)) && couldBe(status, request, parentId, sinceMs),
  );
  const same = candidates.find((status) => comparable(htmlToText(status.content).text) === wanted);
  if (same !== undefined) return { found: publishedOf(same, client.host) };
  // Servers rewrite text (markup, short codes): the source as it was sent decides.
  for (const status of candidates.slice(0, MAX_SOURCES)) {
    const doing = 'looking a send up';
    const answer = await client.get(statusPath(status.id, '/source'), {}, { doing, accept: [404, 410] });
    const source = sourceSchema.safeParse(answer.body);
    if (source.success && comparable(source.data.text) === wanted) {
      return { found: publishedOf(status, client.host) };
    }
  }
  if (candidates.length > MAX_SOURCES) {
    return {
      cannotTell: `${candidates.length} posts of that time look alike; compare them on ${client.host}`,
    };
  }
  if (!own.isComplete) return { cannotTell: `${client.host} does not list all posts since ${since}` };
  if (request.visibility === 'dm' && !own.hasPrivate) {
    return { cannotTell: `${client.host} does not list the direct messages of an account` };
  }
  return { absent: true };
}
