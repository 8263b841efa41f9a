// A practice session from begin to score: a trainee answers alone, is shown what each point is for; the supervisor sees all.
import { mkdir } from 'node:fs/promises';
import { beforeAll, expect, test } from 'vitest';
import { call, joinTeam } from './support/api.ts';
import { setUpPractice } from './support/asked.ts';
import { axeFaults } from './support/axe.ts';
import { programStage, type Desk } from './support/stage.ts';
import { until } from './support/until.ts';
import { button, draft, sendButton, sent } from './support/work.ts';

const stage = programStage();
/** Who supervises, and who learns. */
let olga: Desk;
let yui: Desk;

beforeAll(async () => {
  olga = await stage().desk({ locale: 'en' });
  yui = await stage().desk({ locale: 'ja' });
  await setUpPractice(olga);
  await joinTeam(olga, yui, { name: 'Yui', role: 'agent' });
});

async function picture({ page }: Desk, name: string): Promise<void> {
  await mkdir('.cache/practice-sessions', { recursive: true });
  await page.screenshot({
    path: `.cache/practice-sessions/${name}.png`,
    animations: 'disabled',
    fullPage: true,
  });
}

const sessionsOf = async (desk: Desk) => (await call(desk, 'listPracticeSessions', {})).rows;

test('a trainee begins a set; the people of its stories write to nobody else’s network', async () => {
  const { page, t } = yui;
  let isDown = true;
  await page.route('**/api/practice/stage', (route) =>
    isDown ? route.fulfill({ status: 500, json: {} }) : route.continue(),
  );
  await page.goto('/practice/sessions');
  const again = button(yui, t('state.error.retry'));
  await again.click();
  isDown = false;
  // What the press asked for may have failed still; pressed again, or asked for by itself, it comes.
  await expect
    .poll(async () => {
      if (await again.isVisible()) await again.click({ timeout: 2000 }).catch(() => undefined);
      return page.getByRole('radio', { name: t('practice.sessions.set.own') }).count();
    })
    .toBe(1);
  await page.goto('/practice');
  await page.getByRole('link', { name: t('practice.sessions.open') }).click();
  await page.getByRole('radio', { name: t('practice.sessions.set.own') }).waitFor();
  await picture(yui, 'ja-begin');
  expect(await axeFaults(page)).toEqual([]);
  await page.getByRole('radio', { name: t('practice.sessions.set.own') }).check();
  const titles = (await call(yui, 'readPracticeStage', {})).stories;
  for (const id of ['ja-thanks-it-arrived', 'ja-friends-chatting']) {
    const title = titles.find((story) => story.id === id)?.title.ja ?? '';
    await page.getByRole('checkbox', { name: title, exact: true }).check();
  }
  await button(yui, t('practice.sessions.beginNow', { count: 2 })).click();
  await page.getByText(t('practice.sessions.howTo')).waitFor();
  // One at a time, and what would be right is not told before the end.
  const second = call(yui, 'startPracticeSession', { body: { stories: ['ja-spam'] } });
  await expect(second).rejects.toThrow(/already_exists/u);
  const [session] = await sessionsOf(yui);
  const open = await call(yui, 'readPracticeSession', { params: { id: session?.id ?? '' } });
  expect(open.stories.map(({ advice, modelAnswer }) => [advice, modelAnswer])).toEqual([
    [null, null],
    [null, null],
  ]);
});

test('what they write is answered as in daily work, and a broken rule is kept with the reply', async () => {
  const { page, t } = yui;
  const thanks = await until(async () => {
    const { rows } = await call(yui, 'listCandidates', { query: { limit: 50 } });
    return rows.find(({ origin }) => origin === 'mention');
  }, 'the thanks to be heard');
  const decided = await call(yui, 'decide', { params: { id: thanks.post.id }, body: { choice: 'speak' } });
  await page.goto(`/cases/${decided.case?.id ?? ''}`);
  await draft(
    yui,
    'public',
    '無事に届いたとのこと、お知らせありがとうございます😊またお気づきのことがあればお声がけください。',
  );
  await sendButton(yui, 'public').click();
  await sent(yui, '無事に届いた');
  const [session] = await sessionsOf(yui);
  await expect
    .poll(async () => (await call(yui, 'readPracticeSession', { params: { id: session?.id ?? '' } })).replies)
    .toBe(1);
  await page.goto(`/practice/sessions/${session?.id ?? ''}`);
  await page.getByText(t('rule.R18'), { exact: true }).waitFor();
});

test('the session has its own clock, ends with its stories, and says what every point is for', async () => {
  const { page, t } = yui;
  const [session] = await sessionsOf(yui);
  const id = session?.id ?? '';
  for (let skips = 0; skips < 40; skips += 1) {
    const view = await call(yui, 'skipPracticeTime', { params: { id } });
    if (view.endedAt !== null || view.stories.every(({ endedAt }) => endedAt !== null)) break;
    expect(view.happened).toBe(true);
  }
  expect((await call(yui, 'skipPracticeTime', { params: { id } })).happened).toBe(false);
  const over = await until(async () => {
    const view = await call(yui, 'readPracticeSession', { params: { id } });
    return view.endedAt === null ? undefined : view;
  }, 'the session to end with its stories');
  const [thanks, friends] = over.stories;
  expect(thanks).toMatchObject({ advice: 'speak', decision: { choice: 'speak' } });
  expect(thanks?.firstAnswerMs).toBeLessThan(3_600_000);
  expect(thanks?.marks.find(({ rule }) => rule === 'R18')).toMatchObject({
    part: 'rules',
    replyId: thanks?.replies[0]?.id,
  });
  for (const { parts, marks } of over.stories) {
    for (const { part, got, of } of parts) {
      const lost = marks.filter((mark) => mark.part === part).reduce((sum, mark) => sum + mark.lost, 0);
      expect(got + lost).toBe(of);
    }
  }
  expect(friends).toMatchObject({ advice: 'stay_silent', replies: [] });
  await page.goto(`/practice/sessions/${id}`);
  await page.getByText(t('practice.sessions.modelAnswer')).first().waitFor();
  await page
    .getByText(t('practice.sessions.score', { score: over.score ?? 0 }))
    .first()
    .waitFor();
  expect(await axeFaults(page)).toEqual([]);
  await picture(yui, 'ja-light-session');
  const wide = page.viewportSize() ?? { width: 1440, height: 900 };
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await axeFaults(page)).toEqual([]);
  await picture(yui, 'ja-dark-phone-session');
  await page.goto('/practice/sessions');
  await page.getByText(t('practice.sessions.own')).waitFor();
  expect(await axeFaults(page)).toEqual([]);
  await picture(yui, 'ja-dark-phone-begin');
  await page.setViewportSize(wide);
  await page.emulateMedia({ colorScheme: 'light' });
});

test('a supervisor sees how everybody gets on and opens the replies; an agent only their own', async () => {
  const { page, t } = olga;
  await page.goto('/practice/sessions');
  const members = page.getByRole('table');
  await members.getByRole('rowheader', { name: 'Yui' }).waitFor();
  await members.getByText(new RegExp(t('rule.R18'), 'u')).waitFor();
  expect(await axeFaults(page)).toEqual([]);
  await picture(olga, 'en-light-overview');
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.setViewportSize({ width: 1280, height: 1600 });
  expect(await axeFaults(page)).toEqual([]);
  await picture(olga, 'en-dark-overview');
  await page.emulateMedia({ colorScheme: 'light' });
  const all = page.getByRole('region', { name: t('practice.sessions.everybodys') });
  await all.or(page.locator('main')).getByRole('link', { name: /Yui/u }).first().click();
  await page.getByText('無事に届いたとのこと').first().waitFor();
  await picture(olga, 'en-light-session');
  const { id } = await call(olga, 'startPracticeSession', { body: { stories: ['en-fan-praise'] } });
  await expect(call(yui, 'readPracticeSession', { params: { id } })).rejects.toThrow(/not_found/u);
  expect((await sessionsOf(yui)).every(({ user }) => user.name === 'Yui')).toBe(true);
  await page.goto(`/practice/sessions/${id}`);
  const held = await call(olga, 'readPracticeSession', { params: { id } });
  await page.route(`**/api/practice/sessions/${id}/skip`, (route) =>
    route.fulfill({ json: { ...held, happened: false } }),
  );
  await button(olga, t('practice.sessions.skip')).click();
  await page.getByText(t('practice.sessions.theyWait')).waitFor();
  const end = button(olga, t('practice.sessions.end'));
  const goesOn = async () => (await call(olga, 'readPracticeSession', { params: { id } })).endedAt === null;
  await end.click();
  const question = page.getByRole('dialog', { name: t('practice.sessions.endTitle') });
  await question.getByRole('button', { name: t('common.cancel') }).click();
  expect(await goesOn()).toBe(true);
  await end.click();
  await question.getByRole('button', { name: t('practice.sessions.end') }).click();
  await expect.poll(goesOn).toBe(false);
});
