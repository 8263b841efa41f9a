// How many of each thing there may be: the one too many is refused with a number, also when many ask at once.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import sharp from 'sharp';
import type { SessionView } from '../../../src/contract/views.ts';
import { mostOf } from '../../../src/storage/room.ts';
import { testDatabase } from '../../harness/database.ts';
import { withClient } from '../../../src/storage/client.ts';
import { multipartOf } from './filled.ts';
import { setUpOwner, startServer, statusesOf, type Person, type TestServer } from './support.ts';

const database = testDatabase();
let server: TestServer;
let owner: Person;
let brandId = '';

beforeAll(async () => {
  server = await startServer(database());
  owner = await setUpOwner(server.app);
  ({ id: brandId } = await owner.do<{ id: string }>('POST', '/brands', { body: { name: 'Acme' } }));
});
afterAll(() => server.close());

/** Rows as somebody would have made them one by one. */
async function fillUp(sql: string, values: readonly unknown[]): Promise<void> {
  await withClient(database().adminUrl, async (client) => {
    await client.query(`select set_config('kizuki.workspace_id', $1, false)`, [owner.workspaceId]);
    await client.query(sql, [...values]);
  });
}

const now = new Date().toISOString();
const later = new Date(Date.now() + 3_600_000).toISOString();
const each = (count: number): string => `from generate_series(1, ${count}) n`;

test.each([
  [
    'brands',
    () =>
      fillUp(
        `insert into brand (workspace_id, id, name, created_at) select $1, gen_random_uuid(), 'b' || n, $2 ${each(mostOf.brands - 2)}`,
        [owner.workspaceId, now],
      ),
    () => owner.call('POST', '/brands', { body: { name: randomUUID() } }),
  ],
  [
    'monitors',
    () =>
      fillUp(
        `insert into monitor (workspace_id, id, name, query, active, created_by, created_at, updated_at)
         select $1, gen_random_uuid(), 'm' || n, 'acme', false, $2, $3, $3 ${each(mostOf.monitors - 1)}`,
        [owner.workspaceId, owner.userId, now],
      ),
    () => owner.call('POST', '/monitors', { body: { name: randomUUID(), query: 'acme' } }),
  ],
  [
    'products',
    () =>
      fillUp(
        `insert into product (workspace_id, id, brand_id, name, aliases, lookalikes, created_at)
         select $1, gen_random_uuid(), $2, 'p' || n, '{}', '{}', $3 ${each(mostOf.products - 1)}`,
        [owner.workspaceId, brandId, now],
      ),
    () =>
      owner.call('POST', '/products', {
        body: { brandId, name: randomUUID(), aliases: [], lookalikes: [], monitor: false },
      }),
  ],
  [
    'invites',
    () =>
      fillUp(
        `insert into invite (workspace_id, id, token_hash, email, role, invited_by, created_at, expires_at)
         select $1, gen_random_uuid(), sha256(('i' || n)::bytea), '', 'agent', $2, $3, $4 ${each(mostOf.invites - 1)}`,
        [owner.workspaceId, owner.userId, now, later],
      ),
    () => owner.call('POST', '/invites', { body: { email: '', role: 'agent' } }),
  ],
  [
    'tokens',
    () =>
      fillUp(
        `insert into api_token (workspace_id, id, token_hash, name, role, created_by, created_at)
         select $1, gen_random_uuid(), sha256(('t' || n)::bytea), 't', 'viewer', $2, $3 ${each(mostOf.tokens - 1)}`,
        [owner.workspaceId, owner.userId, now],
      ),
    () => owner.call('POST', '/tokens', { body: { name: 'one more', role: 'viewer' } }),
  ],
  [
    'sources',
    () =>
      fillUp(
        `insert into source (workspace_id, id, network, kind, config, active, created_at)
         select $1, gen_random_uuid(), 'mastodon', 'public_timeline', jsonb_build_object('server', 'https://s' || n), false, $2 ${each(mostOf.sources - 1)}`,
        [owner.workspaceId, now],
      ),
    () =>
      owner.call('POST', '/sources', {
        body: {
          network: 'mastodon',
          kind: 'public_timeline',
          config: { server: `https://${randomUUID()}.example` },
        },
      }),
  ],
  [
    'personas',
    () =>
      fillUp(
        `insert into persona (workspace_id, id, created_at) select $1, gen_random_uuid(), $2 ${each(mostOf.personas - 1)}`,
        [owner.workspaceId, now],
      ),
    () => {
      const definition = { name: randomUUID(), ownerId: owner.userId };
      const body = { definition, accountIds: [], isDefault: false, reason: 'One more' };
      return owner.call('POST', '/personas', { body });
    },
  ],
  [
    'pictures',
    () =>
      fillUp(
        `insert into attachment (workspace_id, id, storage_key, mime_type, bytes, width, height, sha256, uploaded_by, created_at)
         select $1, gen_random_uuid(), 'k' || n, 'image/png', 1, 1, 1, sha256('x'::bytea), $2, $3 ${each(mostOf.pictures - 1)}`,
        [owner.workspaceId, owner.userId, now],
      ),
    async () => {
      const png = sharp({ create: { width: 4, height: 4, channels: 3, background: '#c00' } }).png();
      return owner.call('POST', '/attachments', multipartOf(await png.toBuffer(), 'a.png'));
    },
  ],
] as const)('%s', async (of, fill, makeOne) => {
  await fill();
  const answers = await Promise.all([makeOne(), makeOne(), makeOne()]);
  expect(statusesOf(answers)).toEqual([201, 409, 409]);
  const refused = answers.find((answer) => answer.status === 409);
  expect(refused?.body).toMatchObject({ code: 'limit_reached', data: { of, most: mostOf[of] } });
  expect(refused?.text).toContain(String(mostOf[of]));
});

test('workspaces of one owner, whatever else they are a member of', async () => {
  const make = () =>
    owner.call<SessionView>('POST', '/workspaces', { body: { name: 'Another', timeZone: 'UTC' } });
  for (let count = 1; count < mostOf.workspaces; count += 1) owner.take(await make());
  expect((await make()).body).toMatchObject({ code: 'limit_reached', data: { of: 'workspaces' } });
});
