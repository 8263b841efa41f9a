// The migration that keeps with each case since when its customer waits: what waited before is found in the ledger.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { newId } from '../../harness/uuid.ts';
import { databaseBefore, type Before } from './before.ts';

let before: Before;
beforeEach(async () => {
  before = await databaseBefore('waiting_since');
});
afterEach(async () => {
  await before.close();
});

test('a case waits since the oldest of its posts that nobody had answered, and no other waits', async () => {
  const { workspace, query } = before;
  const identity = newId();
  await query(
    `insert into identity (workspace_id, id, network, native_id, first_seen_at) values ($1, $2, 'practice', 'taro', now())`,
    [workspace, identity],
  );
  const at = (hour: number): string => `2026-11-20T0${String(hour)}:00:00.000Z`;
  let number = 0;
  async function addCase(state: string, entries: { state: string; hour: number }[]): Promise<string> {
    const id = newId();
    number += 1;
    const posts = entries.map((entry) => ({ ...entry, id: newId() }));
    for (const post of posts) {
      await query(
        `insert into post (workspace_id, id, network, native_id, kind, visibility, identity_id, text, created_at, seen_at)
          values ($1, $2, 'practice', $3, 'post', 'public', $4, 'help', $5, $5)`,
        [workspace, post.id, post.id, identity, at(post.hour)],
      );
    }
    await query(
      `insert into support_case (workspace_id, id, number, identity_id, network, state, origin, root_post_id, newest_post_id,
        opened_at, first_post_at, first_seen_at, last_inbound_at) values ($1, $2, $3, $4, 'practice', $5, 'found', $6, $6, $7, $7, $7, $7)`,
      [workspace, id, number, identity, state, posts[0]?.id, at(9)],
    );
    for (const post of posts) {
      await query(
        `insert into inbound_ledger (workspace_id, post_id, network, origin, state, case_id, entered_at)
          values ($1, $2, 'practice', 'found', $3, $4, $5)`,
        [workspace, post.id, post.state, id, at(9)],
      );
    }
    return id;
  }
  const waiting = await addCase('open', [
    { state: 'answered', hour: 1 },
    { state: 'in_case', hour: 3 },
    { state: 'in_case', hour: 2 },
  ]);
  const answered = await addCase('waiting_customer', [{ state: 'answered', hour: 4 }]);
  const closed = await addCase('closed', [{ state: 'closed', hour: 5 }]);
  await before.migrateOn();
  const hours = `extract(hour from waiting_since at time zone 'UTC')::int as hour`;
  expect(await query(`select id, ${hours} from support_case order by number`)).toEqual([
    { id: waiting, hour: 2 },
    { id: answered, hour: null },
    { id: closed, hour: null },
  ]);
  const forced = await query(
    `select relname from pg_class where relname in ('support_case', 'inbound_ledger', 'post') and relforcerowsecurity`,
  );
  expect(forced).toHaveLength(3);
});
