// The migration that gives accounts a budget: who had chosen how many posts of X a source may read keeps that.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { newId } from '../../harness/uuid.ts';
import { databaseBefore, type Before } from './before.ts';

let before: Before;
beforeEach(async () => {
  before = await databaseBefore('spending');
});
afterEach(async () => {
  await before.close();
});

test('a number of posts that was chosen becomes the budget that reads as many', async () => {
  const { workspace, query } = before;
  const [chosen, usual] = [newId(), newId()];
  for (const [account, reads] of [
    [chosen, '20000'],
    [usual, '2000'],
  ]) {
    await query(
      `insert into account (workspace_id, id, network, server, native_id, handle) values ($1, $2, 'x', '', $3, 'a')`,
      [workspace, account, account],
    );
    await query(
      `insert into source (workspace_id, id, network, kind, account_id, config)
        values ($1, $2, 'x', 'search', $3, jsonb_build_object('daily_reads', $4::text, 'poll_seconds', '60'))`,
      [workspace, newId(), account, reads],
    );
  }
  await before.migrateOn();
  expect(
    await query(
      `select id, daily_budget::int8::text as daily, monthly_budget::int8::text as monthly from account order by id`,
    ),
  ).toEqual(
    [
      { id: chosen, daily: '125000000', monthly: '3875000000' },
      { id: usual, daily: null, monthly: null },
    ].toSorted((one, other) => (one.id < other.id ? -1 : 1)),
  );
  expect(await query(`select distinct config from source`)).toEqual([{ config: { poll_seconds: '60' } }]);
  const forced = await query(
    `select relname from pg_class where relname in ('account', 'source', 'account_spending') and relforcerowsecurity`,
  );
  expect(forced).toHaveLength(3);
});
