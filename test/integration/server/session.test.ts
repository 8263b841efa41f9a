// Setting up, signing in and out, moving between workspaces, and everything that must not work about it.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SessionView } from '../../../src/contract/views.ts';
import { testDatabase } from '../../harness/database.ts';
import { addPerson, origin, password, Person, startServer, statusesOf, type TestServer } from './support.ts';

const database = testDatabase();
let server: TestServer;
let owner: Person;

beforeAll(async () => {
  server = await startServer(database());
});
afterAll(() => server.close());

const dayMs = 24 * 60 * 60 * 1000;

test('the first owner is made once, also when two try at the same time', async () => {
  const stranger = new Person(server.app);
  expect(await stranger.do('GET', '/setup')).toMatchObject({ needsOwner: true });
  const body = {
    email: 'Owner@Acme.example',
    password,
    name: 'Olga Owner',
    workspaceName: '株式会社アクメ',
    locale: 'ja',
    timeZone: 'Asia/Tokyo',
  };
  const wrongZone = await stranger.call('POST', '/setup', { body: { ...body, timeZone: 'Asia/Tokio' } });
  expect(wrongZone.body).toMatchObject({ code: 'invalid_input', where: 'body.timeZone' });

  const both = await Promise.all([
    stranger.call<SessionView>('POST', '/setup', { body }),
    new Person(server.app).call<SessionView>('POST', '/setup', {
      body: { ...body, email: 'two@acme.example' },
    }),
  ]);
  expect(statusesOf(both)).toEqual([201, 409]);
  const [made] = both.filter((answer) => answer.status === 201);
  if (made === undefined) throw new Error('nobody was made');
  owner = new Person(server.app).take(made);
  expect(made.body).toMatchObject({
    role: 'owner',
    workspace: { name: '株式会社アクメ', settings: { timeZone: 'Asia/Tokyo', undoPublicSeconds: 10 } },
    memberships: [{ role: 'owner' }],
  });
  expect(await stranger.do('GET', '/setup')).toMatchObject({ needsOwner: false });
});

describe('the cookie', () => {
  test('is HttpOnly and Lax, and Secure and bound to the host where there is https', async () => {
    const signIn = { email: 'owner@acme.example', password };
    const plain = await new Person(server.app).call('POST', '/session', { body: await emailOf(signIn) });
    expect(plain.headers['set-cookie']).toMatch(
      /^kizuki=[\w-]{43}; Max-Age=2592000; Path=\/; HttpOnly; SameSite=Lax$/,
    );

    const secure = await startServer(database(), { config: { publicUrl: 'https://help.acme.example' } });
    try {
      const answer = await new Person(secure.app).call('POST', '/session', {
        body: await emailOf(signIn),
        headers: { origin: 'https://help.acme.example', host: 'help.acme.example' },
      });
      expect(answer.headers['set-cookie']).toMatch(
        /^__Host-kizuki=[\w-]{43}; Max-Age=2592000; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
      );
      expect(answer.headers['strict-transport-security']).toContain('max-age=31536000');
    } finally {
      await secure.close();
    }
  });

  test('is new at every sign-in, and the old one is good no more', async () => {
    const person = await addPerson(owner, 'agent');
    const before = person.cookie;
    const view = await person.do<SessionView>('GET', '/session');
    const again = await person.call<SessionView>('POST', '/session', {
      body: { email: view.user.email, password },
    });
    person.take(again);
    expect(person.cookie).not.toBe(before);
    expect((await person.call('GET', '/session', { headers: { cookie: before } })).status).toBe(401);
    expect((await person.call('GET', '/session')).status).toBe(200);
  });

  test('holds a token of which the database knows only the hash', async () => {
    const token = owner.cookie.split('=')[1] ?? '';
    const rows = await database().db.selectFrom('session').selectAll().execute();
    expect(rows.length).toBeGreaterThan(0);
    expect(
      JSON.stringify(rows.map((row) => ({ ...row, token_hash: row.token_hash.toString('latin1') }))),
    ).not.toContain(token);
  });
});

describe('signing in', () => {
  test('does not tell an unknown address from a wrong password', async () => {
    const { email } = (await owner.do<SessionView>('GET', '/session')).user;
    const wrong = await new Person(server.app).call('POST', '/session', {
      body: { email, password: 'wrong wrong' },
    });
    const unknown = await new Person(server.app).call('POST', '/session', {
      body: { email: 'nobody@acme.example', password: 'wrong wrong' },
    });
    expect(wrong.status).toBe(401);
    const { reference: _a, ...first } = wrong.body as Record<string, unknown>;
    const { reference: _b, ...second } = unknown.body as Record<string, unknown>;
    expect(first).toEqual(second);
  });

  test('is limited by account and address: the sixth try fails even with the right password, then it opens again', async () => {
    const person = await addPerson(owner, 'viewer');
    const { email } = (await person.do<SessionView>('GET', '/session')).user;
    const stranger = new Person(server.app);
    const tries = await Promise.all(
      Array.from({ length: 8 }, () =>
        stranger.call('POST', '/session', { body: { email, password: 'guess guess' } }),
      ),
    );
    expect(statusesOf(tries)).toEqual([401, 401, 401, 401, 401, 429, 429, 429]);
    const limited = await stranger.call('POST', '/session', {
      body: { email: email.toUpperCase(), password },
    });
    expect(limited.status).toBe(429);
    expect(Number(limited.headers['retry-after'])).toBeGreaterThan(600);
    server.clock.nowMs = Date.now() + 15 * 60_000 + 1000;
    expect((await stranger.call('POST', '/session', { body: { email, password } })).status).toBe(201);
    server.clock.nowMs = null;
  });

  test('is limited for all addresses of one IPv6 network together', async () => {
    const statuses = [];
    for (let n = 1; n <= 6; n += 1) {
      const { statusCode } = await server.app.inject({
        method: 'POST',
        url: '/api/session',
        remoteAddress: `2001:db8:0:7::${n}`,
        headers: { origin, host: new URL(origin).host },
        payload: { email: 'guessed@acme.example', password: 'guess guess' },
      });
      statuses.push(statusCode);
    }
    expect(statuses).toEqual([401, 401, 401, 401, 401, 429]);
  });

  test('a right password forgives earlier tries', async () => {
    const person = await addPerson(owner, 'viewer');
    const { email } = (await person.do<SessionView>('GET', '/session')).user;
    for (let round = 0; round < 3; round += 1) {
      for (let wrong = 0; wrong < 4; wrong += 1) {
        await person.call('POST', '/session', { body: { email, password: 'guess guess' } });
      }
      expect((await person.call('POST', '/session', { body: { email, password } })).status).toBe(201);
    }
  });
});

describe('a session ends', () => {
  test('when one signs out', async () => {
    const person = await addPerson(owner, 'agent');
    const answer = await person.call('DELETE', '/session');
    expect(answer.status).toBe(204);
    expect(String(answer.headers['set-cookie'])).toMatch(/^kizuki=; Max-Age=0/);
    expect((await person.call('GET', '/session')).status).toBe(401);
  });

  test('after 14 days without use, and after 30 days whatever happens', async () => {
    const idle = await addPerson(owner, 'agent');
    const busy = await addPerson(owner, 'agent');
    const startMs = Date.now();
    for (let day = 1; day <= 13; day += 1) server.clock.nowMs = startMs + day * dayMs;
    expect((await busy.call('GET', '/session')).status).toBe(200);
    server.clock.nowMs = startMs + 14 * dayMs + 1000;
    expect((await idle.call('GET', '/session')).status).toBe(401);
    expect((await busy.call('GET', '/session')).status).toBe(200);
    server.clock.nowMs = startMs + 26 * dayMs;
    expect((await busy.call('GET', '/session')).status).toBe(200);
    server.clock.nowMs = startMs + 30 * dayMs + 1000;
    expect((await busy.call('GET', '/session')).status).toBe(401);
    server.clock.nowMs = null;
  });

  test('everywhere else when the password changes', async () => {
    const person = await addPerson(owner, 'agent');
    const { email } = (await person.do<SessionView>('GET', '/session')).user;
    const elsewhere = new Person(server.app);
    elsewhere.take(await elsewhere.call<SessionView>('POST', '/session', { body: { email, password } }));
    const wrong = await person.call('PATCH', '/me', {
      body: { password: { current: 'not it at all', next: 'a new long password' } },
    });
    expect(wrong.body).toMatchObject({ code: 'sign_in_failed', where: 'body.password.current' });
    person.take(
      await person.call<SessionView>('PATCH', '/me', {
        body: { password: { current: password, next: 'a new long password' } },
      }),
    );
    expect((await person.call('GET', '/session')).status).toBe(200);
    expect((await elsewhere.call('GET', '/session')).status).toBe(401);
    const old = await elsewhere.call('POST', '/session', { body: { email, password } });
    expect(old.status).toBe(401);
  });
});

test('one changes one’s own name, language and preferences, a part at a time', async () => {
  const person = await addPerson(owner, 'agent');
  await person.do('PATCH', '/me', { body: { preferences: { theme: 'dark', keys: { next: 'n' } } } });
  const view = await person.do<SessionView>('PATCH', '/me', {
    body: { name: '愛子', locale: 'en', preferences: { density: 'compact' } },
  });
  expect(view.user).toMatchObject({
    name: '愛子',
    locale: 'en',
    preferences: { theme: 'dark', density: 'compact', shortcuts: true, keys: { next: 'n' } },
  });
  const members = await owner.do<{ rows: { userId: string; name: string }[] }>('GET', '/members');
  expect(members.rows.find((row) => row.userId === person.userId)?.name).toBe('愛子');
});

describe('workspaces', () => {
  test('a further one is owned by who makes it, and one moves between them', async () => {
    const person = await addPerson(owner, 'agent');
    const first = person.workspaceId;
    const made = await person.do<SessionView>('POST', '/workspaces', {
      body: { name: 'Beta Inc.', timeZone: 'UTC' },
    });
    expect(made).toMatchObject({ role: 'owner', workspace: { name: 'Beta Inc.' } });
    expect(made.workspace?.slug).toMatch(/^beta-inc-[0-9a-f]{8}$/);
    expect(made.memberships).toHaveLength(2);
    expect(await person.do('GET', '/members')).toMatchObject({ rows: [{ role: 'owner' }] });
    const back = await person.do<SessionView>('POST', '/session/workspace', { body: { workspaceId: first } });
    expect(back).toMatchObject({ role: 'agent', workspace: { id: first } });
  });

  test('of others cannot be entered, and cannot be told from none', async () => {
    const person = await addPerson(owner, 'agent');
    const made = await person.do<SessionView>('POST', '/workspaces', {
      body: { name: 'Private', timeZone: 'UTC' },
    });
    const workspaceId = made.workspace?.id ?? '';
    const foreign = await owner.call('POST', '/session/workspace', { body: { workspaceId } });
    const none = await owner.call('POST', '/session/workspace', { body: { workspaceId: person.userId } });
    expect(foreign.status).toBe(404);
    expect({ ...(foreign.body as object), reference: '' }).toEqual({
      ...(none.body as object),
      reference: '',
    });
  });
});

async function emailOf(fallback: { email: string; password: string }) {
  const { user } = await owner.do<SessionView>('GET', '/session');
  return { ...fallback, email: user.email };
}
