// The calendar of an account's opening hours: made, read without a session, made anew, revoked, and no word more than times.
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { inWorkspace } from '../../../src/storage/database.ts';
import { testDatabase } from '../../harness/database.ts';
import { fill, type Ids } from './filled.ts';
import {
  addPerson,
  origin,
  otherOwner,
  Person,
  setUpOwner,
  startServer,
  type Answer,
  type TestServer,
} from './support.ts';

const database = testDatabase();
let server: TestServer;
let owner: Person;
let agent: Person;
let stranger: Person;
let ids: Ids;

interface Feed {
  createdAt: string;
  readAt: string | null;
}

beforeAll(async () => {
  server = await startServer(database());
  owner = await setUpOwner(server.app);
  agent = await addPerson(owner, 'agent');
  ids = await fill(server, owner, agent);
  stranger = await otherOwner(owner);
});
afterAll(() => server.close());
beforeEach(async () => {
  server.clock.nowMs = Date.parse('2026-11-20T03:00:00Z');
  await inWorkspace(database().db, owner.workspaceId, (trx) => trx.deleteFrom('calendar_feed').execute());
});

const path = (): string => `/accounts/${ids.account}/calendar`;
const make = async (): Promise<string> =>
  (await owner.do<{ address: string }>('POST', path())).address.slice(`${origin}/api`.length);
/** A calendar program: it has no session and no manners of our page. */
const fetchIt = (address: string, headers: Record<string, string> = {}): Promise<Answer> =>
  new Person(server.app).call('GET', address, { headers });
const feedOf = async (person: Person): Promise<Feed | null> =>
  (await person.do<{ feed: Feed | null }>('GET', path())).feed;

it('is made by supervisors and above, shown once, and read by whoever has the address', async () => {
  expect(await feedOf(agent)).toBeNull();
  expect((await agent.call('POST', path())).body).toMatchObject({ code: 'not_allowed' });
  const supervisor = await addPerson(owner, 'supervisor');
  const made = await supervisor.call<{ address: string; feed: Feed }>('POST', path());
  expect(made.status).toBe(201);
  expect(made.body.address).toMatch(/^http:\/\/localhost:3000\/api\/calendars\/[\w.-]+\.ics$/);
  const address = made.body.address.slice(`${origin}/api`.length);
  const read = await fetchIt(address);
  expect(read.status).toBe(200);
  expect(read.headers['content-type']).toBe('text/calendar; charset=utf-8');
  expect(read.headers['cache-control']).toBe('private, no-cache');
  expect(read.headers['set-cookie']).toBeUndefined();
  expect(read.text.startsWith('BEGIN:VCALENDAR\r\n')).toBe(true);
  // Nine to six in Tokyo.
  expect(read.text).toContain('DTSTART:20261120T000000Z\r\nDTEND:20261120T090000Z\r\n');
  const feed = await feedOf(agent);
  expect(feed).toEqual({ createdAt: '2026-11-20T03:00:00.000Z', readAt: '2026-11-20T03:00:00.000Z' });
  const stored = await inWorkspace(database().db, owner.workspaceId, (trx) =>
    trx.selectFrom('calendar_feed').selectAll().execute(),
  );
  expect(JSON.stringify(stored)).not.toContain(address.split('.')[1]);
});

it('goes by the account’s own hours and days, and says nothing else of the workspace', async () => {
  const week = Array.from({ length: 7 }, () => [[600, 720]]);
  const otherDays = [{ date: '2026-11-24', name: 'Secret outing', spans: [] }];
  const hours = {
    ownHours: { timeZone: 'Europe/London', businessHours: { week, otherDays } },
    dayPosts: {
      lang: 'en',
      opening: { usual: [], first: [] },
      closing: { usual: ['Words to come'], last: [] },
    },
    afterHours: { texts: { ja: '', en: 'Nobody is here' }, help: '', other: '' },
    dayPostsOn: false,
    afterHoursOn: false,
  };
  await owner.do('PUT', `/accounts/${ids.account}/hours`, { body: hours, ifMatch: '*' });
  const { text } = await fetchIt(await make());
  expect(text).toContain('DTSTART:20261120T100000Z\r\nDTEND:20261120T120000Z\r\n');
  expect(text).toContain('DTSTART;VALUE=DATE:20261124\r\nDTEND;VALUE=DATE:20261125\r\n');
  expect(text).not.toContain('DTSTART:20261124');
  expect(text.match(/: open\r\n/g)).toHaveLength(97);
  const unfolded = text.replaceAll('\r\n ', '');
  for (const secret of ['outing', 'Words', 'Nobody', owner.workspaceId, ids.account, owner.userId]) {
    expect(unfolded).not.toContain(secret);
  }
  await inWorkspace(database().db, owner.workspaceId, (trx) => trx.deleteFrom('account_hours').execute());
});

it('need not be sent again while it says the same', async () => {
  const address = await make();
  const first = await fetchIt(address);
  const etag = first.etag ?? '';
  server.clock.nowMs = Date.parse('2026-11-20T05:00:00Z');
  for (const known of [etag, etag.slice(2), `"other", ${etag}`]) {
    const again = await fetchIt(address, { 'if-none-match': known });
    expect([again.status, again.text, again.etag]).toEqual([304, '', etag]);
  }
  expect((await fetchIt(address, { 'if-none-match': '"other"' })).status).toBe(200);
  // The next day it shows another one.
  server.clock.nowMs = Date.parse('2026-11-23T05:00:00Z');
  expect((await fetchIt(address, { 'if-none-match': etag })).status).toBe(200);
});

it('is at its newest address only, keeps its events there, and at none once it is revoked', async () => {
  const old = await make();
  const before = await fetchIt(old);
  const address = await make();
  expect(address).not.toBe(old);
  const gone = await fetchIt(old);
  expect((await fetchIt(address)).text).toBe(before.text);
  expect((await agent.call('DELETE', path())).body).toMatchObject({ code: 'not_allowed' });
  expect((await owner.call('DELETE', path())).status).toBe(204);
  expect((await owner.call('DELETE', path())).body).toMatchObject({ code: 'not_found' });
  expect(await feedOf(agent)).toBeNull();
  // Revoked, unknown, of another workspace, no token at all: nobody can tell which.
  const secret = address.split('.')[1] ?? '';
  const told = (answer: Answer): unknown => ({
    ...(answer.body as object),
    status: answer.status,
    reference: '',
    cache: answer.headers['cache-control'],
    etag: answer.etag,
  });
  const refused = told(gone);
  expect(refused).toMatchObject({ status: 404, code: 'not_found', cache: 'no-store' });
  const others = [
    address,
    `/calendars/${owner.workspaceId}.${'a'.repeat(43)}.ics`,
    `/calendars/${stranger.workspaceId}.${secret}.ics`,
    '/calendars/nothing.ics',
    '/calendars/nothing',
  ];
  for (const other of others) expect(told(await fetchIt(other)), other).toEqual(refused);
});

it('is made for accounts of one’s own workspace, and found in its own only', async () => {
  for (const method of ['GET', 'POST', 'DELETE'] as const) {
    expect((await stranger.call(method, path())).status, method).toBe(404);
  }
  const address = await make();
  expect((await fetchIt(address.replace(owner.workspaceId, stranger.workspaceId))).status).toBe(404);
  expect((await fetchIt(address)).status).toBe(200);
});

it('ends with the account, and is limited by address', async () => {
  const address = await make();
  const rows = (removedAt: string | null): Promise<unknown> =>
    inWorkspace(database().db, owner.workspaceId, (trx) =>
      trx.updateTable('account').set({ removed_at: removedAt }).where('id', '=', ids.account).execute(),
    );
  await rows('2026-11-20T03:00:00Z');
  expect((await fetchIt(address)).status).toBe(404);
  await rows(null);
  const limited = await startServer(database(), { config: { limits: { perActor: 1_000, perAddress: 3 } } });
  const statuses: number[] = [];
  for (let turn = 0; turn < 4; turn += 1) {
    statuses.push((await new Person(limited.app).call('GET', address)).status);
  }
  await limited.close();
  expect(statuses).toEqual([200, 200, 200, 429]);
});
