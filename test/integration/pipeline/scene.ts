// A workspace with a team, a brand, a monitor, an account and a source: where pipeline tests begin.
import type { Post } from '../../../src/domain/post/post.ts';
import { createIds } from '../../../src/main/world.ts';
import { createMatchStage } from '../../../src/pipeline/match.ts';
import type { Actor, HeardBatch, InWorkspace } from '../../../src/pipeline/ports.ts';
import { ingest, type IngestResult } from '../../../src/pipeline/ingest.ts';
import { inWorkspace } from '../../../src/storage/database.ts';
import { createInWorkspace } from '../../../src/storage/work/work-tx.ts';
import type { TestDatabase } from '../../harness/database.ts';

export interface Scene {
  workspaceId: string;
  actor: Actor;
  colleague: Actor;
  accountId: string;
  sourceId: string;
  brandId: string;
  monitorId: string;
  inWorkspace: InWorkspace;
  newId(): string;
  /** Moves the clock on. */
  pass(ms: number): void;
  now(): number;
  /** Delivers posts as the listener of the scene's source would. */
  hear(...items: (Post | HeardBatch['items'][number])[]): Promise<IngestResult>;
  post(text: string, more?: Partial<Post>): Post;
}

const start = Date.parse('2026-11-20T01:00:00.000Z');

/** Sets the scene in a fresh workspace. */
export async function setScene(
  database: TestDatabase,
  settings: Record<string, unknown> = {},
): Promise<Scene> {
  const { db } = database;
  let nowMs = start;
  const now = (): number => nowMs;
  const newId = createIds(now);
  const [workspaceId, brandId, monitorId, accountId, sourceId] = Array.from({ length: 5 }, newId) as [
    string,
    string,
    string,
    string,
    string,
  ];
  const at = new Date(nowMs).toISOString();
  const people = [newId(), newId()] as const;
  for (const [index, id] of people.entries()) {
    const email = `${id}@example.test`;
    await db
      .insertInto('app_user')
      .values({ id, email, name: index === 0 ? 'Aoi' : 'Ben', password_hash: 'x', disabled_at: null })
      .execute();
  }
  await inWorkspace(db, workspaceId, async (trx) => {
    await trx
      .insertInto('workspace')
      .values({
        id: workspaceId,
        name: 'Acme',
        slug: workspaceId,
        settings: JSON.stringify({ timeZone: 'Asia/Tokyo', ...settings }),
      })
      .execute();
    for (const [index, id] of people.entries()) {
      const role = index === 0 ? ('owner' as const) : ('agent' as const);
      await trx
        .insertInto('membership')
        .values({
          workspace_id: workspaceId,
          user_id: id,
          role,
          on_shift: true,
          last_assigned_at: null,
          removed_at: null,
        })
        .execute();
    }
    await trx
      .insertInto('brand')
      .values({ workspace_id: workspaceId, id: brandId, name: 'Acme', archived_at: null })
      .execute();
    await trx
      .insertInto('monitor')
      .values({
        workspace_id: workspaceId,
        id: monitorId,
        brand_id: brandId,
        product_id: null,
        name: 'Acme',
        query: 'acme',
        created_by: people[0],
        archived_at: null,
      })
      .execute();
    await trx
      .insertInto('account')
      .values({
        workspace_id: workspaceId,
        id: accountId,
        brand_id: brandId,
        network: 'practice',
        server: 'practice',
        native_id: 'us',
        handle: 'acme_help',
        avatar_url: null,
        secrets: null,
        secrets_key_id: null,
        token_error: null,
        token_checked_at: null,
        removed_at: null,
      })
      .execute();
    await trx
      .insertInto('source')
      .values({
        workspace_id: workspaceId,
        id: sourceId,
        network: 'practice',
        kind: 'timeline',
        account_id: accountId,
        cursor: null,
        last_error_code: null,
        last_error: null,
        retry_at: null,
        connected_at: null,
        last_heard_at: null,
        removed_at: null,
        created_at: at,
      })
      .execute();
  });
  const inTx: InWorkspace = createInWorkspace(db, { now, newId });
  const matching = createMatchStage();
  let number = 0;
  return {
    workspaceId,
    brandId,
    monitorId,
    accountId,
    sourceId,
    actor: { workspaceId, userId: people[0], role: 'owner', name: 'Aoi' },
    colleague: { workspaceId, userId: people[1], role: 'agent', name: 'Ben' },
    inWorkspace: inTx,
    newId,
    now,
    pass: (ms) => {
      nowMs += ms;
    },
    hear: (...items) => {
      const source = { workspaceId, id: sourceId, network: 'practice', accountId };
      const deps = { inWorkspace: inTx, matching, detectLanguage: () => 'en' };
      return ingest(deps, source, {
        cursor: String(number),
        items: items.map((item) =>
          'nativeId' in item ? { raw: item, outcome: { heard: { type: 'post', post: item } } } : item,
        ),
      });
    },
    post: (text, more = {}) => {
      number += 1;
      return {
        network: 'practice',
        nativeId: `p${String(number)}`,
        kind: more.replyTo === undefined ? 'post' : 'reply',
        visibility: 'public',
        author: { nativeId: 'taro', handle: 'taro', displayName: 'Taro' },
        text,
        mentions: [],
        hashtags: [],
        links: [],
        media: [],
        createdAt: new Date(nowMs).toISOString(),
        ...more,
      };
    },
  };
}
