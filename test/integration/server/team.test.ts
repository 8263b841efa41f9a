// The team: invites that work once, roles and their limits, the last owner, tokens, and removal that is felt at once.
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CaseRow, MemberView, SessionView } from '../../../src/contract/views.ts';
import { inWorkspace } from '../../../src/storage/database.ts';
import { testDatabase } from '../../harness/database.ts';
import { fill } from './filled.ts';
import {
  addOwner,
  addPerson,
  password,
  Person,
  setUpOwner,
  startServer,
  statusesOf,
  type TestServer,
} from './support.ts';

const database = testDatabase();
let server: TestServer;
let owner: Person;

beforeAll(async () => {
  server = await startServer(database());
  owner = await setUpOwner(server.app);
});
afterAll(() => server.close());

const guest = (email: string) => ({ email, password, name: 'Guest', locale: 'ja' });
const inviteFor = async (role: string, email = ''): Promise<{ id: string; token: string }> => {
  const made = await owner.do<{ invite: { id: string }; url: string }>('POST', '/invites', {
    body: { email, role },
  });
  expect(made.url).toMatch(/^http:\/\/localhost:3000\/invite\/[0-9a-f-]{36}\.[\w-]{43}$/);
  return { id: made.invite.id, token: made.url.split('/').at(-1) ?? '' };
};

describe('an invite', () => {
  test('says what it is for, and makes one member, also when taken up twice at once', async () => {
    const { token } = await inviteFor('agent');
    const reader = new Person(server.app);
    expect(await reader.do('GET', `/invites/${token}`)).toMatchObject({
      workspaceName: 'Acme',
      role: 'agent',
      invitedBy: 'Olga Owner',
    });
    const both = await Promise.all(
      ['one@acme.example', 'two@acme.example'].map((email) =>
        new Person(server.app).call('POST', `/invites/${token}`, { body: guest(email) }),
      ),
    );
    expect(statusesOf(both)).toEqual([201, 404]);
    const again = await reader.call('GET', `/invites/${token}`);
    expect(again.body).toMatchObject({ code: 'invite_invalid' });
    // Who lost the race was not made a user either.
    const { rows } = await owner.do<{ rows: MemberView[] }>('GET', '/members');
    expect(rows.filter((row) => /^(one|two)@/.test(row.email))).toHaveLength(1);
    const users = await database().db.selectFrom('app_user').select('email').execute();
    expect(users.filter((row) => /^(one|two)@/.test(row.email))).toHaveLength(1);
  });

  test('runs out after 72 hours, can be taken back, and is kept as a hash only', async () => {
    const { token, id } = await inviteFor('viewer');
    const kept = await inWorkspace(database().db, owner.workspaceId, (trx) =>
      trx.selectFrom('invite').select('token_hash').where('id', '=', id).executeTakeFirstOrThrow(),
    );
    expect(kept.token_hash).toEqual(createHash('sha256').update(token).digest());
    server.clock.nowMs = Date.now() + 72 * 3_600_000 + 1000;
    expect((await new Person(server.app).call('GET', `/invites/${token}`)).status).toBe(404);
    server.clock.nowMs = null;
    expect((await new Person(server.app).call('GET', `/invites/${token}`)).status).toBe(200);
    await owner.do('DELETE', `/invites/${id}`);
    expect((await new Person(server.app).call('GET', `/invites/${token}`)).status).toBe(404);
    expect((await owner.call('DELETE', `/invites/${id}`)).status).toBe(404);
  });

  test('for one address is not for another', async () => {
    const { token } = await inviteFor('agent', 'Right@acme.example');
    const wrong = await new Person(server.app).call('POST', `/invites/${token}`, {
      body: guest('wrong@acme.example'),
    });
    expect(wrong.body).toMatchObject({ status: 404, code: 'invite_invalid' });
    const right = await new Person(server.app).call('POST', `/invites/${token}`, {
      body: guest('right@acme.example'),
    });
    expect(right.status).toBe(201);
  });

  test('is taken up by an existing user only with their password, and changes nothing of theirs', async () => {
    const person = await addPerson(owner, 'agent');
    const { user } = await person.do<SessionView>('GET', '/session');
    const { token } = await inviteFor('admin');
    const wrong = await new Person(server.app).call('POST', `/invites/${token}`, {
      body: { ...guest(user.email), password: 'not the password' },
    });
    expect(wrong.body).toMatchObject({ status: 401, code: 'sign_in_failed' });
    // A member already: they keep their role, and the invite stays good for whom it was meant.
    const right = await new Person(server.app).call<SessionView>('POST', `/invites/${token}`, {
      body: guest(user.email),
    });
    expect(right.body).toMatchObject({ role: 'agent', user: { name: user.name } });
    expect((await new Person(server.app).call('GET', `/invites/${token}`)).status).toBe(200);
  });

  test.each(['', 'x', `${'0'.repeat(36)}.${'a'.repeat(43)}`, "' or 1=1 --"])(
    'made up as %j is refused',
    async (token) => {
      const answer = await new Person(server.app).call('GET', `/invites/${encodeURIComponent(token)}`);
      expect([401, 404]).toContain(answer.status);
    },
  );
});

describe('roles', () => {
  test('one changes one’s own signature and shift, but not one’s role, nor somebody else', async () => {
    const agent = await addPerson(owner, 'agent');
    const other = await addPerson(owner, 'agent');
    const path = `/members/${agent.userId}`;
    const changed = await agent.do<MemberView>('PATCH', path, {
      body: { signature: '^AI', onShift: true, languages: ['ja', 'en'] },
      ifMatch: '*',
    });
    expect(changed).toMatchObject({
      signature: '^AI',
      onShift: true,
      languages: ['ja', 'en'],
      role: 'agent',
    });
    const up = await agent.call('PATCH', path, { body: { role: 'admin' }, ifMatch: '*' });
    expect(up.body).toMatchObject({ code: 'not_allowed' });
    const foreign = await agent.call('PATCH', `/members/${other.userId}`, {
      body: { onShift: true },
      ifMatch: '*',
    });
    expect(foreign.body).toMatchObject({ code: 'not_allowed' });
  });

  test('an admin makes no owner and touches none', async () => {
    const admin = await addPerson(owner, 'admin');
    const agent = await addPerson(owner, 'agent');
    const calls = [
      admin.call('PATCH', `/members/${agent.userId}`, { body: { role: 'owner' }, ifMatch: '*' }),
      admin.call('PATCH', `/members/${admin.userId}`, { body: { role: 'owner' }, ifMatch: '*' }),
      admin.call('PATCH', `/members/${owner.userId}`, { body: { role: 'viewer' }, ifMatch: '*' }),
      admin.call('PATCH', `/members/${owner.userId}`, { body: { signature: 'x' }, ifMatch: '*' }),
      admin.call('DELETE', `/members/${owner.userId}`),
    ];
    for (const answer of await Promise.all(calls)) expect(answer.body).toMatchObject({ code: 'not_allowed' });
    const owned = await admin.call('POST', '/invites', { body: { email: '', role: 'owner' } });
    expect(owned.status).toBe(400);
  });

  test('a new role holds from the next request on', async () => {
    const agent = await addPerson(owner, 'agent');
    const brand = { body: { name: 'B' } };
    expect((await agent.call('POST', '/brands', brand)).status).toBe(403);
    await owner.do('PATCH', `/members/${agent.userId}`, { body: { role: 'admin' }, ifMatch: '*' });
    expect((await agent.call('POST', '/brands', brand)).status).toBe(201);
    await owner.do('PATCH', `/members/${agent.userId}`, { body: { role: 'viewer' }, ifMatch: '*' });
    expect((await agent.call('POST', '/brands', brand)).status).toBe(403);
  });

  test('the last owner cannot go, also when two owners leave at the same time', async () => {
    const alone = await owner.call('PATCH', `/members/${owner.userId}`, {
      body: { role: 'admin' },
      ifMatch: '*',
    });
    expect(alone.body).toMatchObject({ status: 409, code: 'transition_refused' });
    expect((await owner.call('DELETE', `/members/${owner.userId}`)).status).toBe(409);

    const second = await addOwner(owner);
    const both = await Promise.all([
      owner.call('PATCH', `/members/${second.userId}`, { body: { role: 'agent' }, ifMatch: '*' }),
      second.call('PATCH', `/members/${owner.userId}`, { body: { role: 'agent' }, ifMatch: '*' }),
    ]);
    // Who is second is the last owner's match (409), or no owner any more (403).
    expect([
      [200, 403],
      [200, 409],
    ]).toContainEqual(statusesOf(both));
    const { rows } = await second.do<{ rows: MemberView[] }>('GET', '/members');
    const owners = rows.filter((row) => row.role === 'owner');
    expect(owners).toHaveLength(1);
    // Whoever is left gives the first owner their place back, for the other tests.
    if (owners[0]?.userId === second.userId) {
      await second.do('PATCH', `/members/${owner.userId}`, { body: { role: 'owner' }, ifMatch: '*' });
    }
  });
});

describe('who is removed', () => {
  test('is out at once; their cases go back to nobody; and they can be invited again', async () => {
    const agent = await addPerson(owner, 'agent');
    const ids = await fill(server, owner, agent);
    expect(await owner.do('GET', '/members')).toMatchObject({
      rows: expect.arrayContaining([
        expect.objectContaining({ userId: agent.userId, openCases: 1 }),
      ]) as unknown,
    });
    const { user } = await agent.do<SessionView>('GET', '/session');
    await owner.do('DELETE', `/members/${agent.userId}`);
    expect((await agent.call('GET', '/cases')).status).toBe(401);
    const detail = await owner.do<{ case: CaseRow }>('GET', `/cases/${ids.case}`);
    expect(detail.case.assignee).toBeNull();
    const signedIn = await new Person(server.app).call<SessionView>('POST', '/session', {
      body: { email: user.email, password },
    });
    expect(signedIn.body).toMatchObject({ workspace: null, role: null, memberships: [] });
    expect((await owner.call('DELETE', `/members/${agent.userId}`)).status).toBe(404);

    const { token } = await inviteFor('viewer');
    const back = await new Person(server.app).call<SessionView>('POST', `/invites/${token}`, {
      body: guest(user.email),
    });
    expect(back.body).toMatchObject({ role: 'viewer' });
  });
});

describe('an API token', () => {
  test('works with its own role until it is revoked, and is never shown again', async () => {
    const { token, secret } = await owner.do<{ token: { id: string }; secret: string }>('POST', '/tokens', {
      body: { name: 'reports', role: 'viewer' },
    });
    expect(secret).toMatch(/^kzk_[0-9a-f-]{36}_[\w-]{43}$/);
    const robot = new Person(server.app);
    const headers = { authorization: `Bearer ${secret}` };
    expect((await robot.call('GET', '/members', { headers })).status).toBe(200);
    expect((await robot.call('POST', '/brands', { headers, body: { name: 'B' } })).status).toBe(403);
    expect((await robot.call('GET', '/session', { headers })).body).toMatchObject({ code: 'not_allowed' });
    const list = await owner.call('GET', '/tokens');
    expect(list.text).not.toContain(secret.slice(-43));
    expect(list.body).toMatchObject({
      rows: expect.arrayContaining([
        expect.objectContaining({ id: token.id, lastUsedAt: expect.stringMatching(/^20/) as unknown }),
      ]) as unknown,
    });
    await owner.do('DELETE', `/tokens/${token.id}`);
    expect((await robot.call('GET', '/members', { headers })).status).toBe(401);
  });

  test('ends with the membership of who made it', async () => {
    const admin = await addPerson(owner, 'admin');
    const { secret } = await admin.do<{ secret: string }>('POST', '/tokens', {
      body: { name: 'left behind', role: 'admin' },
    });
    const headers = { authorization: `Bearer ${secret}` };
    const robot = new Person(server.app);
    expect((await robot.call('GET', '/members', { headers })).status).toBe(200);
    await owner.do('DELETE', `/members/${admin.userId}`);
    expect((await robot.call('GET', '/members', { headers })).status).toBe(401);
  });

  test('makes neither tokens nor invites, whatever its role: they are signed by a person', async () => {
    const { secret } = await owner.do<{ secret: string }>('POST', '/tokens', {
      body: { name: 'a', role: 'admin' },
    });
    const headers = { authorization: `Bearer ${secret}` };
    const robot = new Person(server.app);
    for (const [path, body] of [
      ['/tokens', { name: 't', role: 'viewer' }],
      ['/invites', { email: '', role: 'viewer' }],
    ] as const) {
      expect((await robot.call('POST', path, { headers, body })).body).toMatchObject({ code: 'not_allowed' });
    }
  });
});
