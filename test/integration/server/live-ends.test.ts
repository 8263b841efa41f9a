// The live stream ends with the right to watch it, and shows who else is here.
import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { MonitorView, SessionView } from '../../../src/contract/views.ts';
import { testDatabase } from '../../harness/database.ts';
import { fill, type Ids } from './filled.ts';
import { addPerson, password, Person, setUpOwner, startServer, type TestServer } from './support.ts';
import { expectSoon, listenOn, Watcher } from './watcher.ts';

const database = testDatabase();
let server: TestServer;
let url = '';
let owner: Person;
let agent: Person;
let ids: Ids;
const open: Watcher[] = [];

beforeAll(async () => {
  server = await startServer(database());
  url = await listenOn(server);
  owner = await setUpOwner(server.app);
  agent = await addPerson(owner, 'agent');
  ids = await fill(server, owner, agent);
});
afterEach(() => {
  for (const watcher of open.splice(0)) watcher.close();
});
afterAll(() => server.close());

async function watch(person: Person, lastEventId?: string, at = url): Promise<Watcher> {
  const watcher = new Watcher(person);
  open.push(watcher);
  return watcher.start(at, lastEventId);
}

/** Sooner than the look every five seconds that would find it out in the end. */
const atOnceMs = 4_500;

describe('it ends at once', () => {
  const expectEnd = async (watcher: Watcher, act: () => Promise<unknown>): Promise<void> => {
    const started = performance.now();
    await act();
    await expect.poll(() => watcher.ended, { interval: 10 }).toBe(true);
    expect(performance.now() - started).toBeLessThan(atOnceMs);
  };

  test('when one signs out, and only that session’s', async () => {
    const person = await addPerson(owner, 'agent');
    const { user } = await person.do<SessionView>('GET', '/session');
    const elsewhere = new Person(server.app);
    elsewhere.take(
      await elsewhere.call<SessionView>('POST', '/session', { body: { email: user.email, password } }),
    );
    const [first, second] = [await watch(person), await watch(elsewhere)];
    await expectEnd(first, () => person.do('DELETE', '/session'));
    await sleep(100);
    expect(second.ended).toBe(false);
    expect((await watch(person).catch(() => ({ status: 401 }))).status).toBe(401);
  });

  test('when one is taken off the team, also by another process', async () => {
    const person = await addPerson(owner, 'agent');
    const watcher = await watch(person);
    const other = await startServer(database());
    try {
      const admin = new Person(other.app);
      Object.assign(admin, { cookie: owner.cookie, csrf: owner.csrf });
      await expectEnd(watcher, () => admin.do('DELETE', `/members/${person.userId}`));
    } finally {
      await other.close();
    }
  });

  test('when one moves to another workspace, or changes the password elsewhere', async () => {
    const person = await addPerson(owner, 'agent');
    const first = await watch(person);
    await expectEnd(first, () =>
      person.do('POST', '/workspaces', { body: { name: 'Mine', timeZone: 'UTC' } }),
    );
    const { user } = await person.do<SessionView>('GET', '/session');
    const elsewhere = new Person(server.app);
    elsewhere.take(
      await elsewhere.call<SessionView>('POST', '/session', { body: { email: user.email, password } }),
    );
    const second = await watch(elsewhere);
    await expectEnd(second, () =>
      person.do('PATCH', '/me', { body: { password: { current: password, next: 'another long password' } } }),
    );
  });

  test('when its API token is revoked', async () => {
    const { token, secret } = await owner.do<{ token: { id: string }; secret: string }>('POST', '/tokens', {
      body: { name: 'wallboard', role: 'viewer' },
    });
    const response = await fetch(`${url}/api/live`, { headers: { authorization: `Bearer ${secret}` } });
    const reader = response.body?.getReader();
    await reader?.read();
    await owner.do('DELETE', `/tokens/${token.id}`);
    const started = performance.now();
    let ended = false;
    while (!ended && performance.now() - started < atOnceMs) {
      ended = await Promise.resolve(reader?.read()).then(
        (chunk) => chunk?.done === true,
        () => true,
      );
    }
    expect(ended).toBe(true);
    expect(performance.now() - started).toBeLessThan(atOnceMs);
  });

  test('without a trace when its reader is gone before it began', async () => {
    const person = await addPerson(owner, 'agent');
    // Its clock is moved, which would confuse the others' streams.
    const other = await startServer(database());
    try {
      const at = await listenOn(other);
      const { port, host } = new URL(at);
      const begun = Date.now();
      for (let round = 1; round <= 200; round += 1) {
        // Nobody is remembered, so that admitting takes as long as closing.
        other.clock.nowMs = begun + round * 60_000;
        const socket = connect(Number(port), '127.0.0.1');
        await once(socket, 'connect');
        socket.write(`GET /api/live HTTP/1.1\r\nhost: ${host}\r\ncookie: ${person.cookie}\r\n\r\n`);
        await sleep(0);
        socket.destroy();
      }
      await sleep(200);
      expect((await watch(person, undefined, at)).status).toBe(200);
    } finally {
      const closing = performance.now();
      await other.close();
      // Requests in hand are given five seconds: what was given up is in nobody's hand.
      expect(performance.now() - closing).toBeLessThan(atOnceMs);
    }
  });

  test('never because the time of day was put back', async () => {
    const other = await startServer(database());
    try {
      const at = await listenOn(other);
      const person = new Person(other.app);
      Object.assign(person, { cookie: owner.cookie, csrf: owner.csrf });
      const watcher = await watch(person, undefined, at);
      for (const hours of [2, 0]) {
        other.clock.nowMs = Date.now() + hours * 3_600_000;
        const { id } = await person.do<MonitorView>('POST', '/monitors', {
          body: { name: `At ${hours}`, query: 'acme' },
        });
        await expectSoon(() => watcher.row<MonitorView>('monitor', id)?.name === `At ${hours}`, 15_000);
      }
    } finally {
      await other.close();
    }
  });

  test('never because somebody else does not read', async () => {
    const slow = await fetch(`${url}/api/live`, { headers: { cookie: agent.cookie } });
    const watcher = await watch(owner);
    const long = 'x'.repeat(60_000);
    const monitor = await owner.do<MonitorView>('POST', '/monitors', {
      body: { name: 'Long', query: `a "${long}"` },
    });
    for (let version = 1; version <= 25; version += 1) {
      await owner.do('PATCH', `/monitors/${monitor.id}`, { body: { name: `Long ${version}` }, ifMatch: '*' });
      await sleep(105);
    }
    await expectSoon(() => watcher.row<MonitorView>('monitor', monitor.id)?.name === 'Long 25');
    expect(watcher.ended).toBe(false);
    await slow.body?.cancel();
  });
});

describe('presence', () => {
  test('is seen by everybody at once, by person and case, and goes with who leaves', async () => {
    const watcher = await watch(owner);
    const started = performance.now();
    await agent.do('PUT', '/presence', { body: { caseId: ids.case, doing: 'viewing', tab: 'one' } });
    await agent.do('PUT', '/presence', { body: { caseId: ids.case, doing: 'typing', tab: 'two' } });
    await expectSoon(() =>
      watcher.presence.some(
        (it) => it.userId === agent.userId && it.doing === 'typing' && it.caseId === ids.case,
      ),
    );
    expect(performance.now() - started).toBeLessThan(atOnceMs);
    expect(watcher.presence.filter((it) => it.userId === agent.userId)).toHaveLength(1);
    const later = await watch(owner);
    await expectSoon(() => later.presence.some((it) => it.userId === agent.userId));
    for (const tab of ['one', 'two']) {
      await agent.do('PUT', '/presence', { body: { caseId: null, doing: 'viewing', tab } });
    }
    await expectSoon(() => watcher.presence.every((it) => it.userId !== agent.userId));
  });

  test('crosses processes', async () => {
    const watcher = await watch(owner);
    const other = await startServer(database());
    try {
      const elsewhere = new Person(other.app);
      Object.assign(elsewhere, { cookie: agent.cookie, csrf: agent.csrf });
      await elsewhere.do('PUT', '/presence', { body: { caseId: ids.case, doing: 'viewing', tab: 'three' } });
      await expectSoon(() => watcher.presence.some((it) => it.userId === agent.userId));
    } finally {
      await other.close();
    }
  });
});
