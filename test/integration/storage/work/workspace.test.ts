// The workspace as the stages see it: settings, monitors and their key, members, sources.
import { describe, expect, test } from 'vitest';
import { defaultSettings } from '../../../../src/domain/workspace/settings.ts';
import { examineWork } from '../../../../src/main/commands/doctor/work.ts';
import { inWorkspace } from '../../../../src/storage/database.ts';
import { testDatabase } from '../../../harness/database.ts';
import { newId } from '../../../harness/uuid.ts';
import { aCase, aPost, makeWorkspace, startedAt, storePosts, type TestWorkspace } from './fixture.ts';

const database = testDatabase();
const db = () => database().db;

test('settings that were not set have their defaults', async () => {
  const { work, id } = await makeWorkspace(db());
  expect(await work((tx) => tx.workspace.settings())).toEqual(defaultSettings);
  await inWorkspace(db(), id, (trx) =>
    trx
      .updateTable('workspace')
      .set({ settings: JSON.stringify({ timeZone: 'Asia/Tokyo', window: { hours: 48 } }) })
      .execute(),
  );
  expect(await work((tx) => tx.workspace.settings())).toEqual({
    ...defaultSettings,
    timeZone: 'Asia/Tokyo',
    window: { ...defaultSettings.window, hours: 48 },
  });
});

describe('monitors', () => {
  const change = (workspace: TestWorkspace, values: Record<string, unknown>, id = workspace.monitorId) =>
    inWorkspace(db(), workspace.id, (trx) =>
      trx.updateTable('monitor').set(values).where('id', '=', id).execute(),
    );

  test('only active ones are read, with the key that is answered for them alone', async () => {
    const workspace = await makeWorkspace(db());
    const second = newId();
    await inWorkspace(db(), workspace.id, (trx) =>
      trx
        .insertInto('monitor')
        .values({
          workspace_id: workspace.id,
          id: second,
          brand_id: null,
          product_id: null,
          name: 'Second',
          query: 'charger',
          created_by: null,
          archived_at: null,
        })
        .execute(),
    );
    const keys = new Set<string>();
    const read = async (): Promise<string[]> => {
      const { key, monitors } = await workspace.work((tx) => tx.workspace.monitors());
      expect(await workspace.work((tx) => tx.workspace.monitorsKey())).toBe(key);
      keys.add(key);
      return monitors.map((monitor) => monitor.query);
    };
    expect(await read()).toEqual(['battery', 'charger']);
    await change(workspace, { query: 'power', version: 2 });
    expect(await read()).toEqual(['power', 'charger']);
    await change(workspace, { active: false, version: 3 });
    expect(await read()).toEqual(['charger']);
    await change(workspace, { archived_at: startedAt }, second);
    expect(await read()).toEqual([]);
    await change(workspace, { active: true, version: 4 });
    expect(await read()).toEqual(['power']);
    expect(keys.size).toBe(5);
  });

  test('a monitor comes with its version and brand', async () => {
    const { work, monitorId, brandId } = await makeWorkspace(db());
    const { monitors } = await work((tx) => tx.workspace.monitors());
    expect(monitors).toEqual([{ id: monitorId, version: 1, query: 'battery', brandId }]);
  });
});

test('members: who may send, with the cases they have open; who left is not among them', async () => {
  const { work, id, users } = await makeWorkspace(db());
  const elsewhere = await makeWorkspace(db());
  const [postId = ''] = await work((tx) => storePosts(tx, [aPost()]));
  await work(async (tx) => {
    await aCase(tx, postId, { assigneeId: users.agent });
    await aCase(tx, postId, { assigneeId: users.agent, state: 'waiting_customer' });
    await aCase(tx, postId, { assigneeId: users.agent, state: 'closed', closedAt: startedAt });
    await tx.workspace.touchAssigned(users.agent, tx.at);
  });
  await inWorkspace(db(), id, async (trx) => {
    await trx
      .updateTable('membership')
      .set({ languages: ['ja'], on_shift: true })
      .where('user_id', '=', users.agent)
      .execute();
    await trx
      .updateTable('membership')
      .set({ removed_at: startedAt })
      .where('user_id', '=', users.owner)
      .execute();
  });
  const members = await work((tx) => tx.workspace.members());
  expect(new Map(members.map((member) => [member.userId, member]))).toEqual(
    new Map([
      [
        users.agent,
        {
          userId: users.agent,
          onShift: true,
          languages: ['ja'],
          openCases: 2,
          lastAssignedAt: startedAt,
          maySend: true,
        },
      ],
      [
        users.viewer,
        {
          userId: users.viewer,
          onShift: false,
          languages: [],
          openCases: 0,
          lastAssignedAt: null,
          maySend: false,
        },
      ],
    ]),
  );
  expect(await elsewhere.work((tx) => tx.workspace.members())).toHaveLength(3);
});

describe('sources', () => {
  const counts = { heard: 10, matched: 2, malformed: 1 };

  test('a batch moves the position and adds to the counts and to its hour', async () => {
    const { work, id, sourceId, clock } = await makeWorkspace(db());
    const advance = (cursor: string | null) =>
      work((tx) => tx.sources.advance(sourceId, { ...counts, cursor, at: tx.at }));
    expect(await advance('17')).toBe(true);
    expect(await advance(null)).toBe(true);
    clock.ms += 3_600_000;
    await advance('18');
    await inWorkspace(db(), id, async (trx) => {
      const source = await trx.selectFrom('source').selectAll().executeTakeFirstOrThrow();
      expect(source).toMatchObject({ cursor: '18', heard_count: 30, matched_count: 6 });
      expect(source.last_heard_at).toBe(new Date(clock.ms).toISOString());
      const hours = await trx
        .selectFrom('heard_count')
        .select(['hour', 'heard', 'matched'])
        .orderBy('hour')
        .execute();
      expect(hours).toEqual([
        { hour: '2026-11-21T09:00:00.000Z', heard: 20, matched: 4 },
        { hour: '2026-11-21T10:00:00.000Z', heard: 10, matched: 2 },
      ]);
    });
  });

  test('the doctor speaks of what could not be understood in the last day, and no more of what is older', async () => {
    const { id, sourceId, clock } = await makeWorkspace(db());
    const nowMs = clock.ms;
    const found = async (): Promise<string> => {
      const said: string[] = [];
      for await (const check of examineWork({ db: db(), box: null, nowMs, sendLeaseMs: 1_000 }, new Map()))
        said.push(`${check.state} ${check.found}`);
      return said.join('\n');
    };
    const malformed = (hoursAgo: number) =>
      inWorkspace(db(), id, async (trx) => {
        const at = new Date(nowMs - hoursAgo * 3_600_000).toISOString();
        const record = { id: newId(), source_id: sourceId, raw: '{', problem: 'cut off', seen_at: at };
        await trx
          .updateTable('source')
          .set({ state: 'listening', last_heard_at: new Date(nowMs).toISOString(), malformed_count: 7 })
          .where('id', '=', sourceId)
          .execute();
        await trx
          .insertInto('malformed_record')
          .values({ workspace_id: id, network: null, native_id: null, author_native_id: null, ...record })
          .execute();
      });
    await malformed(30);
    expect(await found()).not.toContain('malformed');
    await malformed(2);
    expect(await found()).toMatch(/warn .*, 1 malformed in the last day/);
  });

  test('a batch without posts moves the position and nothing else', async () => {
    const { work, id, sourceId } = await makeWorkspace(db());
    await work((tx) =>
      tx.sources.advance(sourceId, { cursor: '9', heard: 0, matched: 0, malformed: 0, at: tx.at }),
    );
    await inWorkspace(db(), id, async (trx) => {
      expect(await trx.selectFrom('source').select(['cursor', 'last_heard_at']).executeTakeFirst()).toEqual({
        cursor: '9',
        last_heard_at: null,
      });
      expect(await trx.selectFrom('heard_count').select('hour').execute()).toEqual([]);
    });
  });

  test('a source that is gone refuses', async () => {
    const { work, id, sourceId } = await makeWorkspace(db());
    await inWorkspace(db(), id, (trx) => trx.updateTable('source').set({ removed_at: startedAt }).execute());
    const batch = { ...counts, cursor: '1', at: startedAt };
    expect(await work((tx) => tx.sources.advance(sourceId, batch))).toBe(false);
    expect(await work((tx) => tx.sources.advance(newId(), batch))).toBe(false);
  });
});
