// An account's hours over the API: shown before they run, refused while something is wrong, kept by version.
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import type { AccountHoursView, HoursPlanView } from '../../../src/contract/endpoints/hours.ts';
import { inWorkspace } from '../../../src/storage/database.ts';
import { testDatabase } from '../../harness/database.ts';
import { fill, type Ids } from './filled.ts';
import { addPerson, setUpOwner, startServer, type Answer, type Person, type TestServer } from './support.ts';

const database = testDatabase();
let server: TestServer;
let owner: Person;
let agent: Person;
let ids: Ids;

beforeAll(async () => {
  server = await startServer(database());
  owner = await setUpOwner(server.app);
  agent = await addPerson(owner, 'agent');
  ids = await fill(server, owner, agent);
});
afterAll(() => server.close());

const everyDay = Array.from({ length: 7 }, () => [[540, 1080]]);
const tokyo = { timeZone: 'Asia/Tokyo', businessHours: { week: everyDay, otherDays: [] } };
const dayPosts = {
  lang: 'ja',
  opening: { usual: [], first: [] },
  closing: { usual: ['本日の受付は終了しました。次は{next}です。'], last: [] },
};
const afterHours = {
  texts: { ja: '自動応答です。{next}からお答えします。{help}', en: '' },
  help: 'https://help.example.jp/',
  other: '',
};
const set = { ownHours: tokyo, dayPosts, afterHours, dayPostsOn: true, afterHoursOn: true };
const path = (): string => `/accounts/${ids.account}/hours`;
type Refused = { code: string; where: string; data: { problems: { code: string; where: string }[] } };
const save = <T = AccountHoursView>(
  more: object = {},
  ifMatch: string | number = '*',
  person = owner,
): Promise<Answer<T>> => person.call('PUT', path(), { body: { ...set, ...more }, ifMatch });

beforeEach(async () => {
  await inWorkspace(database().db, owner.workspaceId, (trx) => trx.deleteFrom('account_hours').execute());
});

it('is off until somebody sets it, by the hours of the workspace', async () => {
  const read = await agent.do<AccountHoursView>('GET', path());
  expect(read).toMatchObject({
    version: 0,
    ownHours: null,
    dayPostsOn: false,
    afterHoursOn: false,
    fault: null,
  });
  expect(read.plan.posts).toEqual([]);
  expect(read.plan.dayPostProblems).toMatchObject([{ code: 'nothing_written' }]);
});

it('shows the coming fourteen days word for word before anything is saved', async () => {
  const { ownHours, afterHours: answers } = set;
  const asked = { body: { ownHours, dayPosts, afterHours: answers } };
  const refused = await agent.call<Refused>('POST', `${path()}/preview`, asked);
  expect(refused.body).toMatchObject({ code: 'not_allowed' });
  const plan = await owner.do<HoursPlanView>('POST', `${path()}/preview`, asked);
  expect(plan.posts).toHaveLength(14);
  expect(new Set(plan.posts.map(({ text }) => text)).size).toBe(14);
  expect(plan.posts[0]?.at.slice(11)).toBe('09:00:00.000Z');
  expect(plan.answers.map(({ lang }) => lang)).toEqual(['ja']);
  expect([...plan.dayPostProblems, ...plan.afterHoursProblems]).toEqual([]);
  expect((await agent.do<AccountHoursView>('GET', path())).version).toBe(0);
});

it('keeps what was set by version, for supervisors and above', async () => {
  const saved = await save();
  expect(saved.body).toMatchObject({ version: 1, dayPostsOn: true, afterHoursOn: true, ownHours: tokyo });
  expect((await save({}, 0)).body).toMatchObject({ code: 'version_changed' });
  expect((await save({ dayPostsOn: false }, 1)).body).toMatchObject({ version: 2, dayPostsOn: false });
  expect((await save({}, '*', agent)).body).toMatchObject({ code: 'not_allowed' });
  expect((await agent.do<AccountHoursView>('GET', path())).version).toBe(2);
});

it('switches nothing on that is wrong, says what, and keeps it while it is off', async () => {
  const wrong = {
    dayPosts: { ...dayPosts, closing: { usual: ['本日は終了しました。', '{nxt}'], last: [] } },
    afterHours: { ...afterHours, texts: { ja: 'また明日。', en: '' } },
  };
  const posts = await save<Refused>({ ...wrong, afterHoursOn: false });
  expect(posts.status).toBe(400);
  expect(posts.body.data.problems.map(({ code, where }) => `${code} ${where}`)).toContain(
    'unknown_place closing.usual.1',
  );
  const answers = await save<Refused>({ ...wrong, dayPostsOn: false });
  expect(answers.body.data.problems.map(({ code }) => code)).toEqual(['needs_place', 'must_say_automatic']);
  const same = { ...dayPosts, closing: { usual: ['本日は終了しました。'], last: [] } };
  expect((await save<Refused>({ dayPosts: same })).body.data.problems).toMatchObject([{ code: 'repeats' }]);
  const long = { ...dayPosts, closing: { usual: [`{next}${'長'.repeat(2900)}`], last: [] } };
  expect((await save<Refused>({ dayPosts: long })).body.data.problems).toMatchObject([{ code: 'too_long' }]);
  expect((await save({ ...wrong, dayPostsOn: false, afterHoursOn: false })).status).toBe(200);
});

it('refuses more spans than a day can have, those that run backwards and those that overlap, and says where', async () => {
  const [nine, ten, six] = [540, 600, 1080];
  const wrong: [string, number[][]][] = [
    ['4', Array.from({ length: 5 }, (_, hour) => [hour * 60, hour * 60 + 30])],
    ['after it begins', [[six, nine]]],
    ['after it begins', [[nine, nine]]],
    [
      'overlap',
      [
        [ten, six],
        [nine, ten + 1],
      ],
    ],
  ];
  for (const [why, spans] of wrong) {
    const week = everyDay.with(2, spans);
    const businessHours = { week, otherDays: [] };
    const ownHours = { ...tokyo, businessHours };
    const of = await save<Refused & { detail: string }>({ ownHours });
    expect(of.body).toMatchObject({ code: 'invalid_input' });
    expect(of.body.where).toContain('businessHours.week.2');
    expect(of.body.detail).toContain(why);
    const shown = await owner.call<Refused>('POST', `${path()}/preview`, {
      body: { ownHours, dayPosts, afterHours },
    });
    expect(shown.body.where).toContain('businessHours.week.2');
    const ofAll = await owner.call<Refused>('PATCH', '/workspace', {
      body: { settings: { businessHours } },
      ifMatch: '*',
    });
    expect(ofAll.body).toMatchObject({ code: 'invalid_input' });
    expect(ofAll.body.where).toContain('businessHours.week.2');
  }
  const otherDays = [{ date: '2026-12-24', name: '', spans: [[six, nine]] }];
  const other = { ...tokyo, businessHours: { week: everyDay, otherDays } };
  expect((await save<Refused>({ ownHours: other })).body.where).toContain('otherDays.0.spans');
});

it('still reads hours that were stored before less could be written', async () => {
  await save();
  const [monday = []] = everyDay;
  const week = everyDay.with(0, [...monday, ...Array.from({ length: 5 }, () => [0, 1440])]);
  await inWorkspace(database().db, owner.workspaceId, (trx) =>
    trx
      .updateTable('account_hours')
      .set({ own_hours: JSON.stringify({ ...tokyo, businessHours: { week, otherDays: [] } }) })
      .execute(),
  );
  const read = await agent.do<AccountHoursView>('GET', path());
  expect(read).toMatchObject({ fault: null, ownHours: { businessHours: { week } } });
});

it('looks at each day of the largest week once, whatever the number of texts', async () => {
  // Open from end to end: no closed time is found before the fortnight is over.
  const spans = [0, 360, 720, 1080].map((from) => [from, from + 360]);
  const businessHours = { week: Array.from({ length: 7 }, () => spans), otherDays: [] };
  const texts = Array.from({ length: 14 }, (_, n) => `本日の受付は{hours}です。${String(n)}`);
  const written = {
    lang: 'ja',
    opening: { usual: texts, first: texts },
    closing: { usual: texts, last: texts },
  };
  const asked = vi.spyOn(Intl.DateTimeFormat.prototype, 'formatToParts');
  await owner.do<HoursPlanView>('POST', `${path()}/preview`, {
    body: { ownHours: { timeZone: 'Asia/Tokyo', businessHours }, dayPosts: written, afterHours },
  });
  // Eight ends a day, each told by two looks at the clock, on the some sixty days that such a run can reach.
  expect(asked.mock.calls.length).toBeLessThan(8 * 2 * 80);
  asked.mockRestore();
});

it('refuses hours of no time zone, and says of stored ones that cannot be read what is wrong', async () => {
  const nowhere = { ...tokyo, timeZone: 'Mars/Olympus' };
  expect((await save<Refused>({ ownHours: nowhere })).body).toMatchObject({ code: 'invalid_input' });
  await save();
  await inWorkspace(database().db, owner.workspaceId, (trx) =>
    trx
      .updateTable('account_hours')
      .set({ own_hours: JSON.stringify(nowhere) })
      .execute(),
  );
  const read = await agent.do<AccountHoursView>('GET', path());
  expect(read.fault).toContain('timeZone');
});
