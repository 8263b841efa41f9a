// Hears what X called us with, between two rounds of asking: posts as they were told, and that something came which is asked for.
import { z } from 'zod';
import { idsKeptForMs, type WebhookInbox } from '../../domain/webhooks/inbox.ts';
import type { Delivered } from '../kit/network.ts';
import { boughtIn } from './bought.ts';
import { isId } from './ids.ts';
import { hearPost, readIncludes, type Included } from './normalise.ts';
import { nameOf } from './position.ts';
import {
  BATCH,
  commit,
  PAGE,
  postsLeft,
  readByIds,
  readsSpent,
  recordsOf,
  type Listening,
  type Told,
} from './round.ts';
import { includesSchema, postSchema, type RawPost } from './schemas.ts';

const TIDY_EVERY_MS = 10 * 60_000;

/** What is to be asked for because of a call. */
export interface Rung {
  messages: boolean;
  posts: boolean;
}

export interface Calls {
  /** Tells what was kept since, as far as listening may spend; answers what is to be asked for. Errors: reads_spent. */
  take(): Promise<Rung>;
}

/** As webhook.ts keeps it. */
const keptSchema = z.object({
  type: z.string(),
  payload: z.unknown().optional(),
  includes: z.unknown().optional(),
});

function parse(body: string): z.infer<typeof keptSchema> | null {
  try {
    return keptSchema.safeParse(JSON.parse(body)).data ?? null;
  } catch {
    return null;
  }
}

const deletedSchema = z.object({ id: z.string().refine(isId) });

/**
 * Whether a post came with all that comes with one that is asked for: who wrote it, its media, and what it refers to. What X puts
 * beside a post that it calls with is not ours to say.
 */
function isWhole(post: RawPost, { users, media, authors }: Included): boolean {
  const isOf = (type: string): boolean => post.references.some((reference) => reference.type === type);
  // Of a repost only ids are told.
  if (isOf('retweeted')) return true;
  const conversation = post.conversation_id ?? post.id;
  const isReply = Boolean(post.in_reply_to_user_id) || ![post.id, ...post.versions].includes(conversation);
  return (
    users.has(post.author_id) &&
    (!isReply || isOf('replied_to')) &&
    post.references.every(({ id }) => authors.has(id)) &&
    (post.attachments?.media_keys ?? []).every((key) => media.has(key))
  );
}

/** What a call meant: something to tell, a post to be read by its id, or neither, and something came that is asked for. */
type Meaning = { told: Told } | { unread: string } | null;

/** Calls are heard where the account and its workspace are known. */
export function createCalls(on: Listening, inbox: WebhookInbox): Calls | null {
  const { input, client, clients, position } = on;
  const { workspaceId = '' } = input.source.config;
  if (workspaceId === '' || on.self === null) return null;
  const of = { workspaceId, accountId: client.account.id };
  const { self } = on;
  let tidiedMs = Number.NEGATIVE_INFINITY;

  async function meaningOf({ type, payload, includes }: z.infer<typeof keptSchema>): Promise<Meaning> {
    if (type === 'post.delete') {
      const id = deletedSchema.safeParse(payload).data?.id;
      if (id === undefined) return null;
      const deletedAt = new Date(clients.deps.now()).toISOString();
      const nativeId = position.firstOf(id);
      const item: Delivered = { raw: payload, outcome: { heard: { type: 'delete', nativeId, deletedAt } } };
      return { told: { name: `deleted ${id}`, items: [item] } };
    }
    const { data: post } = postSchema.safeParse(payload);
    if (post === undefined) return null;
    const included = readIncludes(includesSchema.parse(includes));
    if (!isWhole(post, included)) return { unread: post.id };
    // X names no price for what it calls with: it is counted as what asking for the same costs.
    await clients.till.heard(client.account, boughtIn({ data: payload, includes }, 'readOwnMention'));
    return { told: { name: nameOf(payload), items: hearPost(payload, included, self) } };
  }

  /** Not by a round: the lists that one asks for have no posts that only quote the account. */
  async function readUnread(ids: readonly string[]): Promise<Told[]> {
    const read: Told[] = [];
    const doing = 'reading what it called with';
    for (let at = 0; at < ids.length; at += PAGE)
      read.push(...recordsOf(await readByIds(on, ids.slice(at, at + PAGE), { doing }), self));
    return read;
  }

  return {
    async take() {
      const rung = { messages: false, posts: false };
      if (clients.deps.now() - tidiedMs >= TIDY_EVERY_MS) {
        await inbox.tidy(of, position.calls, idsKeptForMs);
        tidiedMs = clients.deps.now();
      }
      // Anybody can have us called by naming the account: what listening has not left stays kept.
      const left = await postsLeft(on);
      const deliveries = await inbox.after(of, position.calls, Math.max(1, Math.min(BATCH, left)));
      const last = deliveries.at(-1);
      if (last === undefined) return rung;
      if (left === 0) throw await readsSpent(on);
      const fresh = new Map<string, Told>();
      const unread = new Set<string>();
      for (const { body } of deliveries) {
        const kept = parse(body);
        const meaning = kept === null ? null : await meaningOf(kept);
        if (meaning === null) {
          rung.messages ||= kept === null || !kept.type.startsWith('post.');
          rung.posts ||= kept === null || !kept.type.startsWith('dm.');
        } else if ('told' in meaning) {
          if (position.isNew(meaning.told.name)) fresh.set(meaning.told.name, meaning.told);
        } else if (position.isNew(meaning.unread)) unread.add(meaning.unread);
      }
      for (const told of await readUnread([...unread].filter((id) => !fresh.has(id))))
        fresh.set(told.name, told);
      position.calls = last.seq;
      await commit(on, [...fresh.values()]);
      return rung;
    },
  };
}
