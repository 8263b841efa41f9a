// Hears what X called us with, between two rounds of asking: posts as they were told, and that something came which is asked for.
import { z } from 'zod';
import { idsKeptForMs, type WebhookInbox } from '../../domain/webhooks/inbox.ts';
import type { Delivered } from '../kit/network.ts';
import { boughtIn } from './bought.ts';
import { isId } from './ids.ts';
import { hearPost, readIncludes } from './normalise.ts';
import { nameOf } from './position.ts';
import { BATCH, commit, postsLeft, readsSpent, type Listening, type Told } from './round.ts';
import { includesSchema, postSchema } from './schemas.ts';

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

/** Calls are heard where the account and its workspace are known. */
export function createCalls(on: Listening, inbox: WebhookInbox): Calls | null {
  const { input, client, clients, position } = on;
  const { workspaceId = '' } = input.source.config;
  if (workspaceId === '' || on.self === null) return null;
  const of = { workspaceId, accountId: client.account.id };
  const { self } = on;
  let tidiedMs = Number.NEGATIVE_INFINITY;

  /** A post that was told whole; null where it has to be asked for. */
  async function toldOf({ type, payload, includes }: z.infer<typeof keptSchema>): Promise<Told | null> {
    if (type === 'post.delete') {
      const id = deletedSchema.safeParse(payload).data?.id;
      if (id === undefined) return null;
      const deletedAt = new Date(clients.deps.now()).toISOString();
      const nativeId = position.firstOf(id);
      const item: Delivered = { raw: payload, outcome: { heard: { type: 'delete', nativeId, deletedAt } } };
      return { name: `deleted ${id}`, items: [item] };
    }
    if (payload === undefined || !postSchema.safeParse(payload).success) return null;
    // X names no price for what it calls with: it is counted as what asking for the same costs.
    await clients.till.heard(client.account, boughtIn({ data: payload, includes }, 'readOwnMention'));
    const included = readIncludes(includesSchema.parse(includes));
    return { name: nameOf(payload), items: hearPost(payload, included, self) };
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
      for (const { body } of deliveries) {
        const kept = parse(body);
        const told = kept === null ? null : await toldOf(kept);
        if (told !== null && position.isNew(told.name)) fresh.set(told.name, told);
        rung.messages ||= kept === null || !kept.type.startsWith('post.');
        rung.posts ||= told === null && (kept === null || !kept.type.startsWith('dm.'));
      }
      position.calls = last.seq;
      await commit(on, [...fresh.values()]);
      return rung;
    },
  };
}
