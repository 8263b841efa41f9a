// What networks that call us have told: how much may wait, and what is kept once nobody hears it.
import { sql } from 'kysely';
import { beforeEach, expect, test } from 'vitest';
import { idsKeptForMs } from '../../../src/domain/webhooks/inbox.ts';
import { Position } from '../../../src/networks/x/position.ts';
import { disconnectAccount } from '../../../src/storage/accounts.ts';
import { inWorkspace } from '../../../src/storage/database.ts';
import { createDeliveryDesk } from '../../../src/storage/delivery-desk.ts';
import { createWebhookInbox } from '../../../src/storage/webhook-inbox.ts';
import { removeSourceRow } from '../../../src/storage/sources.ts';
import { testDatabase } from '../../harness/database.ts';
import { setScene, type Scene } from '../pipeline/scene.ts';

const database = testDatabase();
const secrets = new Uint8Array([1, 2, 3]);
let scene: Scene;
let count = 0;

beforeEach(async () => {
  count = 0;
  scene = await setScene(database());
  await within((trx) =>
    trx
      .updateTable('account')
      .set({ secrets: Buffer.from(secrets) })
      .where('id', '=', scene.accountId)
      .execute(),
  );
});

function within<T>(work: Parameters<typeof inWorkspace<T>>[2]): Promise<T> {
  return inWorkspace(database().db, scene.workspaceId, work);
}

/** By a desk of its own, which counts what waits at once. */
function tell(): Promise<void> {
  count += 1;
  const told = { eventId: `event-${count}`, postId: `post-${count}`, isDeletion: false, body: '{}' };
  const { workspaceId, accountId } = scene;
  return createDeliveryDesk(database().db, scene.now)({ workspaceId, accountId }, told, secrets);
}

const kept = (): Promise<number> =>
  within(async (trx) => (await trx.selectFrom('webhook_delivery').select('seq').execute()).length);

const change = () => ({
  workspaceId: scene.workspaceId,
  at: new Date(scene.now()).toISOString(),
  actorId: scene.actor.userId,
});

/** Cursors of those who take in what waits, as they write them. */
const cursors: [string, (seq: number) => string][] = [
  ['an inbox', String],
  ['an inbox that catches up', (seq) => `${seq} {"comments":"5"}`],
  [
    'X',
    (seq) => {
      const position = new Position(null, { sinceMs: 0, nowMs: 0 });
      position.calls = seq;
      return String(position);
    },
  ],
];

test.each(cursors)(
  'so many that wait are too many; those that %s took in do not wait',
  async (_, cursorAt) => {
    // Posts of the same network come by it: it takes in nothing of what the account is told.
    await within((trx) =>
      sql`insert into source (workspace_id, id, network, kind, account_id, created_at)
      select workspace_id, gen_random_uuid(), network, 'stream', account_id, created_at from source where id = ${scene.sourceId}`.execute(
        trx,
      ),
    );
    await within((trx) =>
      sql`insert into webhook_delivery (workspace_id, account_id, event_id, body, received_at)
      select ${scene.workspaceId}::uuid, ${scene.accountId}::uuid, 'before-' || n, '{}', now() from generate_series(1, 50000) as n`.execute(
        trx,
      ),
    );
    await expect(tell()).rejects.toMatchObject({ code: 'too_many_requests' });
    await within(async (trx) => {
      const { max } = await trx
        .selectFrom('webhook_delivery')
        .select((eb) => eb.fn.max('seq').as('max'))
        .executeTakeFirstOrThrow();
      await trx
        .updateTable('source')
        .set({ cursor: cursorAt(max) })
        .where('id', '=', scene.sourceId)
        .execute();
    });
    await tell();
    expect(await kept()).toBe(50_001);
  },
);

test.each(['the account', 'its source'])('nothing stays once %s is gone, nor comes in', async (which) => {
  await tell();
  expect(await kept()).toBe(1);
  await within<unknown>((trx) =>
    which === 'the account'
      ? disconnectAccount(trx, change(), scene.accountId)
      : removeSourceRow(trx, change(), scene.sourceId),
  );
  expect(await kept()).toBe(0);
  if (which === 'the account') await expect(tell()).rejects.toMatchObject({ code: 'not_found' });
  else await tell();
  expect(await kept()).toBe(0);
});

test('where a network sends again for days, what came is known as long, and what it said is not kept', async () => {
  const of = { workspaceId: scene.workspaceId, accountId: scene.accountId };
  await tell();
  const inbox = createWebhookInbox(database().db, scene.now);
  const dayMs = 24 * 3_600_000;
  const [delivery] = await inbox.after(of, 0, 10);
  const seq = delivery?.seq ?? 0;
  const bodies = () => within((trx) => trx.selectFrom('webhook_delivery').select('body').execute());
  scene.pass(dayMs);
  await inbox.tidy(of, seq, idsKeptForMs);
  expect(await bodies()).toEqual([{ body: null }]);
  count = 0;
  await expect(tell()).rejects.toMatchObject({ code: 'already_exists' });
  expect(await inbox.after(of, 0, 10)).toEqual([]);
  scene.pass(7 * dayMs);
  await inbox.tidy(of, seq, idsKeptForMs);
  expect(await bodies()).toEqual([]);
});
