// The migration that makes personas rows of their own: what guidelines said of them holds on, with who decided it.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { newId } from '../../harness/uuid.ts';
import { databaseBefore, type Before } from './before.ts';

let before: Before;
beforeEach(async () => {
  before = await databaseBefore('persona');
});
afterEach(async () => {
  await before.close();
});

test('the workspace’s becomes the default and an account’s its own, each with its versions and somebody who answers for it', async () => {
  const { workspace, query, addUser } = before;
  const [own, without, gaveUp] = [newId(), newId(), newId()];
  const [olga, mai, left] = [await addUser('Olga'), await addUser('Mai'), await addUser('Left', true)];
  for (const [userId, role] of [
    [olga, 'owner'],
    [mai, 'supervisor'],
    [left, 'admin'],
  ] as const) {
    await query(`insert into membership (workspace_id, user_id, role) values ($1, $2, $3)`, [
      workspace,
      userId,
      role,
    ]);
  }
  for (const id of [own, without, gaveUp]) {
    await query(
      `insert into account (workspace_id, id, network, server, native_id, handle) values ($1, $2, 'practice', '', $3, 'a')`,
      [workspace, id, id],
    );
  }
  const versions: [string | null, number, object | null, string][] = [
    [null, 1, { name: '', emoji: 'none', register: 'polite' }, mai],
    [null, 2, { name: '', emoji: 'allowed', register: 'polite' }, left],
    [own, 1, { name: 'Aoi', emoji: 'none', register: 'friendly' }, olga],
    // Only the rules changed: the persona has no new version.
    [own, 2, { name: 'Aoi', emoji: 'none', register: 'friendly' }, mai],
    [gaveUp, 1, { name: 'Old' }, mai],
    [gaveUp, 2, null, mai],
  ];
  for (const [account, version, persona, by] of versions) {
    await query(
      `insert into guideline_version (workspace_id, id, account_id, version, settings, persona, reason, changed_by, changed_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, now())`,
      [
        workspace,
        newId(),
        account,
        version,
        persona && '{}',
        persona && JSON.stringify(persona),
        `v${String(version)}`,
        by,
      ],
    );
  }

  await before.migrateOn();
  const personas = await query(
    `select p.id, p.is_default, v.version, v.definition, v.reason, v.changed_by
      from persona p join persona_version v on v.persona_id = p.id order by p.is_default desc, v.version`,
  );
  expect(personas).toMatchObject([
    {
      is_default: true,
      version: 1,
      definition: { emoji: 'none', ownerId: olga },
      reason: 'v1',
      changed_by: mai,
    },
    {
      is_default: true,
      version: 2,
      definition: { emoji: 'allowed', ownerId: olga },
      reason: 'v2',
      changed_by: left,
    },
    {
      is_default: false,
      version: 1,
      definition: { name: 'Aoi', register: 'friendly', ownerId: mai },
      reason: 'v1',
    },
  ]);
  const accounts = await query(`select id, persona_id from account`);
  const personaOf = (id: string) => accounts.find((row) => row['id'] === id)?.['persona_id'];
  expect(personaOf(own)).toBe(personas[2]?.['id']);
  expect([personaOf(without), personaOf(gaveUp)]).toEqual([null, null]);
  expect((await query(`select 1 from guideline_version`)).length).toBe(6);
  const forced = await query(
    `select relname from pg_class where relname in ('account', 'membership', 'guideline_version') and relforcerowsecurity`,
  );
  expect(forced.length).toBe(3);
});
