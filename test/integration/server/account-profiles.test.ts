// The check of accounts' public profiles over the API, on the practice network: looked at, mended, held to hours and brand account.
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { AccountProfileView } from '../../../src/contract/endpoints/profiles.ts';
import { lookAtProfilesDue } from '../../../src/main/profile-look.ts';
import { createPracticeStore } from '../../../src/storage/practice/store.ts';
import { testDatabase } from '../../harness/database.ts';
import { addPerson, newId, setUpOwner, startServer, type Person, type TestServer } from './support.ts';

const database = testDatabase();
let server: TestServer;
let owner: Person;
let agent: Person;
let accountId: string;

beforeAll(async () => {
  server = await startServer(database());
  owner = await setUpOwner(server.app);
  agent = await addPerson(owner, 'agent');
  const brand = await owner.do<{ id: string }>('POST', '/brands', { body: { name: 'Minamo' } });
  for (const person of [owner, agent]) await answerIn(person, ['en']);
  const join = (handle: string) =>
    owner.do<{ accountId: string }>('POST', '/practice/join', { body: { brandId: brand.id, handle } });
  ({ accountId } = await join('minamo_help'));
  await join('minamo');
  server.clock.nowMs = Date.now();
});
afterAll(() => server.close());

const answerIn = (person: Person, languages: string[]): Promise<unknown> =>
  owner.do('PATCH', `/members/${person.userId}`, { body: { languages }, ifMatch: '*' });
const codes = ({ findings }: AccountProfileView) => findings?.map(({ code }) => code) ?? null;
const listed = async (): Promise<AccountProfileView | undefined> => {
  const { rows } = await agent.do<{ rows: AccountProfileView[] }>('GET', '/account-profiles');
  return rows.find((row) => row.accountId === accountId);
};
/** As somebody would do on the network's own pages. */
async function write(handle: string, bio: string): Promise<void> {
  const now = (): number => server.clock.nowMs ?? Date.now();
  const store = createPracticeStore(database().db, { newId });
  const person = await store.personByHandle(owner.workspaceId, handle);
  const change = { displayName: handle === 'minamo' ? 'Minamo' : 'Minamo Support', bio };
  await store.changePerson(owner.workspaceId, person?.id ?? '', change, new Date(now()).toISOString());
}
async function look(): Promise<AccountProfileView> {
  server.clock.nowMs = (server.clock.nowMs ?? 0) + 60_000;
  return agent.do<AccountProfileView>('POST', `/accounts/${accountId}/profile/look`);
}

it('says nothing before the profile was seen, and what an empty one lacks after', async () => {
  expect(await listed()).toMatchObject({ lookedAt: null, problem: null, findings: null });
  const seen = await look();
  expect(codes(seen)).toEqual(['noDescription']);
  expect(seen.findings?.[0]?.copy.map(({ lang }) => lang)).toEqual(['en']);
  expect(await listed()).toEqual(seen);
});

it('holds what the profile says against the hours as they are set now', async () => {
  await write('minamo_help', 'Official support of Minamo. Mon–Fri 9:00–18:00. https://minamo.example/help');
  expect(codes(await look())).toEqual([]);
  const week = Array.from({ length: 7 }, () => [[600, 1140]]);
  await owner.do('PUT', `/accounts/${accountId}/hours`, {
    body: {
      ownHours: { timeZone: 'Asia/Tokyo', businessHours: { week, otherDays: [] } },
      dayPosts: { lang: 'en', opening: { usual: [], first: [] }, closing: { usual: [], last: [] } },
      afterHours: { texts: { ja: '', en: '' }, help: '', other: '' },
      dayPostsOn: false,
      afterHoursOn: false,
    },
    ifMatch: '*',
  });
  // Without another look: only the hours changed.
  const [found] = (await listed())?.findings ?? [];
  expect(found?.code).toBe('otherHours');
  expect(found?.copy.at(-1)?.text).toBe('We answer Every day 10:00–19:00 (Japan time).');
});

it('wants the languages that the team answers in', async () => {
  await write('minamo_help', 'Official support of Minamo. Daily 10:00–19:00. https://minamo.example/help');
  await answerIn(agent, ['ja', 'en']);
  expect((await look()).findings).toMatchObject([{ code: 'noLanguage', about: 'ja' }]);
});

it('looks at the brand account that the team named, as soon as it is named', async () => {
  const both = 'We are Minamo support, and @minamo has the news.';
  await write('minamo_help', `Minamo公式サポート。毎日 10:00〜19:00。https://minamo.example/help\n${both}`);
  const name = (handle: string, person = owner) =>
    person.call<AccountProfileView>('PUT', `/accounts/${accountId}/profile/brand-account`, {
      body: { handle },
    });
  expect((await name('@minamo', agent)).body).toMatchObject({ code: 'not_allowed' });
  expect((await name('two words')).body).toMatchObject({ code: 'invalid_input' });
  const alone = (await name('@Minamo')).body;
  expect(alone).toMatchObject({
    brandHandle: 'minamo',
    findings: [{ code: 'notLinkedFromBrand', about: '@minamo' }],
  });
  await write('minamo', 'お困りの方は @minamo_help へ。');
  expect(codes(await look())).toEqual([]);
  expect(codes((await name('nobody_here')).body)).toEqual(['brandUnread']);
  expect((await name('')).body).toMatchObject({ brandHandle: '', findings: [] });
});

it('keeps what was seen when the network does not answer, and says so', async () => {
  await owner.do('PATCH', '/practice/stage', { body: { fault: 'down' } });
  const seen = await listed();
  expect(await look()).toEqual({ ...seen, problem: 'network_unavailable' });
  await owner.do('PATCH', '/practice/stage', { body: { fault: 'none' } });
  expect((await look()).problem).toBeNull();
});

it('is looked at again by itself after a day, and not before', async () => {
  const inTime = new AbortController().signal;
  const asked: string[] = [];
  const deps = {
    db: database().db,
    detectLanguage: async () => () => null,
    now: () => server.clock.nowMs ?? 0,
    networks: {
      async profileOf(_: string, { accountId: id, reads }: { accountId: string; reads: string }) {
        expect(reads).toBe('listening');
        asked.push(id);
        return null;
      },
    },
  };
  await look();
  await lookAtProfilesDue(deps, owner.workspaceId, inTime);
  // The brand’s own account was never looked at before.
  expect(asked).toHaveLength(1);
  server.clock.nowMs = (server.clock.nowMs ?? 0) + 25 * 3_600_000;
  await lookAtProfilesDue(deps, owner.workspaceId, inTime);
  expect(asked.filter((id) => id === accountId)).toHaveLength(1);
  expect((await listed())?.problem).toBe('not_shown');
});
