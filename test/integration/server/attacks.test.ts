// What an attacker would try who has an account here, or a page, or a socket: each was once possible.
import { request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setImmediate as breathe } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CaseRow, LedgerEntryView } from '../../../src/contract/views.ts';
import { testDatabase } from '../../harness/database.ts';
import { fill, heardPost, type Ids } from './filled.ts';
import { addPerson, newId, type Person, setUpOwner, startServer, type TestServer } from './support.ts';

const database = testDatabase();
let server: TestServer;
let owner: Person;
let agent: Person;
let colleague: Person;
let ids: Ids;

beforeAll(async () => {
  server = await startServer(database());
  owner = await setUpOwner(server.app);
  agent = await addPerson(owner, 'agent');
  colleague = await addPerson(owner, 'agent');
  ids = await fill(server, owner, agent);
});
afterAll(() => server.close());

async function newCandidate(text = 'acme is on fire'): Promise<LedgerEntryView> {
  const post = heardPost(`${text} ${newId()}`);
  const from = {
    workspaceId: owner.workspaceId,
    id: ids.source,
    network: 'practice',
    accountId: ids.account,
  };
  await server.hear(from, [{ post }]);
  const { rows } = await owner.do<{ rows: LedgerEntryView[] }>('GET', '/candidates');
  const entry = rows.find((row) => row.post.nativeId === post.nativeId);
  if (entry === undefined) throw new Error('the post did not come in');
  return entry;
}

describe('an agent assigns nothing to others by a detour', () => {
  test('not by deciding: the candidate waits as before; oneself and nobody may be named', async () => {
    const { post } = await newCandidate();
    const decide = (assigneeId: string | null) =>
      agent.call<{ case: CaseRow }>('POST', `/candidates/${post.id}/decision`, {
        body: { choice: 'speak', assigneeId },
      });
    expect((await decide(colleague.userId)).body).toMatchObject({ status: 403, code: 'not_allowed' });
    const after = await owner.do<{ entry: LedgerEntryView }>('GET', `/ledger/${post.id}`);
    expect(after.entry).toMatchObject({ state: 'waiting', caseId: null });
    expect((await decide(agent.userId)).body.case.assignee?.id).toBe(agent.userId);
    const other = await newCandidate();
    const toNobody = await agent.call('POST', `/candidates/${other.post.id}/decision`, {
      body: { choice: 'speak', assigneeId: null },
    });
    expect(toNobody.status).toBe(200);
  });

  test('not by “in turn”: it takes no case from a colleague', async () => {
    await agent.do('PATCH', `/members/${agent.userId}`, { body: { onShift: true }, ifMatch: '*' });
    const { post } = await newCandidate();
    const decided = await owner.do<{ case: CaseRow }>('POST', `/candidates/${post.id}/decision`, {
      body: { choice: 'speak', assigneeId: colleague.userId },
    });
    const path = `/cases/${decided.case.id}/assignee`;
    const taken = await agent.call('POST', path, { body: { inTurn: true } });
    expect(taken.body).toMatchObject({ status: 403, code: 'not_allowed' });
    // Whose it is may pass it on.
    expect((await colleague.call('POST', path, { body: { inTurn: true } })).status).toBe(200);
  });
});

describe('made-up places and times are refused, not failed at', () => {
  const cursor = (...keys: unknown[]): string => Buffer.from(JSON.stringify(keys)).toString('base64url');
  const time = '2026-01-01T00:00:00.000Z';
  const someId = '01a2004c-34a9-7107-b7c4-777e2fb7e155';

  test.each([
    ['/ledger?cursor=', [time]],
    ['/candidates?cursor=', ['9999-99-99T99:99:99Z']],
    ['/outbound?cursor=', [time]],
    ['/search?q=acme&cursor=', [time]],
    ['/cases?cursor=', [someId, someId, 'open']],
    ['/cases?cursor=', [time, time, 'open']],
    ['/cases?cursor=', ['2026-99-01T00:00:00Z', someId, 'open']],
    ['/cases?cursor=', ['2026-02-30T00:00:00Z', someId, 'open']],
    ['/cases?cursor=', ['0000-01-01T00:00:00Z', someId, 'open']],
    ['/cases?cursor=', [time, someId, 'ours']],
    ['/cases?cursor=', [time, someId]],
    ['/ledger?cursor=', [someId, someId]],
    ['/ledger?cursor=', [{}]],
  ])('%s%j', async (path, keys) => {
    const answer = await owner.call('GET', `${path}${cursor(...keys)}`);
    expect(answer.body).toMatchObject({ status: 400, code: 'cursor_invalid' });
  });

  test('a cursor of ours still leads on', async () => {
    await newCandidate();
    await newCandidate();
    for (const path of ['/ledger', '/candidates', '/cases']) {
      const first = await owner.do<{ nextCursor: string | null }>('GET', `${path}?limit=1`);
      expect(first.nextCursor, path).not.toBeNull();
      const next = await owner.call('GET', `${path}?limit=1&cursor=${first.nextCursor ?? ''}`);
      expect(next.status, `${path}: ${next.text}`).toBe(200);
    }
  });

  test.each(['0000-01-01T00:00:00Z', `2026-01-01T00:00:00.${'9'.repeat(300)}Z`])('%s', async (at) => {
    for (const path of [`/ledger?since=${at}`, `/ledger?until=${at}`, `/ledger/counts?since=${at}`]) {
      expect((await owner.call('GET', path)).body, path).toMatchObject({ code: 'invalid_input' });
    }
    const { post } = await newCandidate();
    const later = await owner.call('POST', `/candidates/${post.id}/decision`, {
      body: { choice: 'later', until: at },
    });
    expect(later.body).toMatchObject({ status: 400, code: 'invalid_input' });
  });
});

test('a dry run of ten thousand alternatives lets others through', async () => {
  for (let each = 0; each < 5; each += 1) await newCandidate('acme '.repeat(50));
  const viewer = await addPerson(owner, 'viewer');
  const running = viewer.call<{ hits: number; partial: boolean }>('POST', '/monitors/dry-run', {
    body: { query: Array.from({ length: 10_000 }, () => 'acme').join('|') },
  });
  let longestMs = 0;
  let done = false;
  void running.then(() => (done = true));
  while (!done) {
    const startMs = performance.now();
    // What is injected needs no socket, so the loop has to be gone round here.
    await breathe();
    await server.app.inject('/healthz');
    longestMs = Math.max(longestMs, performance.now() - startMs);
  }
  const answer = await running;
  expect(answer.status).toBe(200);
  expect(answer.body.hits).toBeGreaterThan(5);
  expect(longestMs).toBeLessThan(5_000);
});

test('one caller holds fifty live streams at most, and may open another once one is closed', async () => {
  await server.app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = server.app.server.address() as AddressInfo;
  const watcher = await addPerson(owner, 'viewer');
  const open = () =>
    new Promise<{ status: number; close: () => Promise<void> }>((resolve, reject) => {
      const request = httpRequest(
        { host: '127.0.0.1', port, path: '/api/live', agent: false, headers: { cookie: watcher.cookie } },
        (response) => {
          const closed = new Promise<void>((gone) => response.on('close', gone));
          response.on('error', () => {});
          response.resume();
          resolve({
            status: response.statusCode ?? 0,
            close: () => {
              request.destroy();
              return closed;
            },
          });
        },
      );
      request.on('error', reject);
      request.end();
    });
  const streams = await Promise.all(Array.from({ length: 50 }, open));
  try {
    expect(streams.every(({ status }) => status === 200)).toBe(true);
    expect((await open()).status).toBe(429);
    await streams.pop()?.close();
    await expect
      .poll(async () => {
        const again = await open();
        streams.push(again);
        return again.status;
      })
      .toBe(200);
  } finally {
    await Promise.all(streams.map((stream) => stream.close()));
  }
});

test('a request that never ends is given up', () => {
  expect(server.app.server.requestTimeout).toBeGreaterThan(0);
  expect(server.app.server.requestTimeout).toBeLessThanOrEqual(120_000);
});

test('metrics are not told to a page whose name was made to lead to this machine', async () => {
  const rebound = await server.app.inject({ url: '/metrics', headers: { host: 'attacker.example:4000' } });
  expect(rebound.statusCode).toBe(403);
  expect((await server.app.inject({ url: '/metrics', headers: { host: '127.0.0.1:4000' } })).statusCode).toBe(
    200,
  );
});

test('who is not signed in is turned away before anything is looked up, and colleagues at the same address are not', async () => {
  const { db, pool } = database();
  let lookups = 0;
  const counted = new Proxy(db, {
    get(target, name) {
      if (name === 'transaction') lookups += 1;
      const found: unknown = Reflect.get(target, name);
      return typeof found === 'function' ? (found.bind(target) as unknown) : found;
    },
  });
  const limited = await startServer(
    { db: counted, pool },
    { config: { limits: { perActor: 100, perAddress: 4 } } },
  );
  try {
    const ask = async (headers: Record<string, string>, remoteAddress = '203.0.113.7') =>
      (await limited.app.inject({ url: '/api/session', headers, remoteAddress })).statusCode;
    expect(await ask({ cookie: owner.cookie })).toBe(200);
    const token = `Bearer kzk_${owner.workspaceId}_${'x'.repeat(43)}`;
    const tried = [
      {},
      { authorization: token },
      { authorization: 'Bearer guess' },
      { cookie: 'kizuki=guess' },
    ];
    for (const headers of tried) expect(await ask(headers)).toBe(401);
    lookups = 0;
    for (const headers of tried) expect(await ask(headers)).toBe(429);
    expect(lookups).toBe(0);
    // The one who was signed in before is still let in, and so is everybody elsewhere.
    expect(await ask({ cookie: owner.cookie })).toBe(200);
    expect(await ask({}, '203.0.113.8')).toBe(401);
  } finally {
    await limited.close();
  }
});

test('behind one proxy, an address that the caller wrote themselves counts for nothing', async () => {
  const proxied = await startServer(database(), {
    config: { trustProxy: (_address, hop) => hop === 0, limits: { perActor: 100, perAddress: 3 } },
  });
  try {
    const statuses: number[] = [];
    for (let round = 0; round < 5; round += 1) {
      const headers = { 'x-forwarded-for': `10.0.0.${String(round)}, 203.0.113.9` };
      statuses.push((await proxied.app.inject({ url: '/api/setup', headers })).statusCode);
    }
    expect(statuses).toEqual([200, 200, 200, 429, 429]);
  } finally {
    await proxied.close();
  }
});
