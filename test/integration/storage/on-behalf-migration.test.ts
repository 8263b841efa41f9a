// The migration that keeps on whose behalf programs write: what the clock writes and has written belongs to who wrote its texts.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { newId } from '../../harness/uuid.ts';
import { databaseBefore, type Before } from './before.ts';

let before: Before;
beforeEach(async () => {
  before = await databaseBefore('on_behalf_of');
});
afterEach(async () => {
  await before.close();
});

test('who changed the texts last wrote them, and what waits of them', async () => {
  const { workspace, query } = before;
  const [account, mai] = [newId(), await before.addUser('Mai')];
  await query(
    `insert into account (workspace_id, id, network, server, native_id, handle) values ($1, $2, 'practice', '', 'a', 'a')`,
    [workspace, account],
  );
  await query(
    `insert into account_hours (workspace_id, account_id, changed_by, changed_at) values ($1, $2, $3, now())`,
    [workspace, account, mai],
  );
  for (const [state, automatic] of [
    ['awaiting_approval', 'opening'],
    ['cancelled', 'closing'],
    ['awaiting_approval', null],
  ] as const) {
    await query(
      `insert into outbound (workspace_id, id, account_id, action, state, visibility, idempotency_key, not_before,
          created_at, automatic, needs_approval)
        values ($1, $2, $3, 'post', $4, 'public', $5, now(), now(), $6, true)`,
      [workspace, newId(), account, state, newId(), automatic],
    );
  }

  await before.migrateOn();
  expect(await query(`select day_posts_by, after_hours_by from account_hours`)).toEqual([
    { day_posts_by: mai, after_hours_by: mai },
  ]);
  expect(
    await query(`select state, automatic, on_behalf_of from outbound order by automatic nulls last`),
  ).toEqual([
    { state: 'cancelled', automatic: 'closing', on_behalf_of: null },
    { state: 'awaiting_approval', automatic: 'opening', on_behalf_of: mai },
    { state: 'awaiting_approval', automatic: null, on_behalf_of: null },
  ]);
  const forced = await query(
    `select relname from pg_class where relname in ('outbound', 'account_hours') and relforcerowsecurity`,
  );
  expect(forced).toHaveLength(2);
});
