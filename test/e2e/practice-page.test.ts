// The practice network's page: stories told in the reader's language, and the DMs of the customer one plays.
import { beforeAll, describe, expect, test } from 'vitest';
import { storyById } from '../../src/domain/practice/stories/registry.ts';
import { call, joinTeam, setUpCompany } from './support/api.ts';
import { programStage, type Desk } from './support/stage.ts';
import { button } from './support/work.ts';

const stage = programStage();
let olga: Desk;
let yui: Desk;
let accountId: string;

beforeAll(async () => {
  olga = await stage().desk({ locale: 'en' });
  yui = await stage().desk({ locale: 'ja' });
  await setUpCompany(olga, { company: 'Minamo', products: [{ name: 'Aoba Router', aliases: ['aoba'] }] });
  ({ accountId } = await call(olga, 'joinPractice', { body: {} }));
  await call(olga, 'changePracticeStage', { body: { pace: 'off' } });
  await joinTeam(olga, yui, { name: 'Yui', role: 'agent' });
});

test('each reads what the stories teach in their own language', async () => {
  const story = storyById('ja-cannot-log-in');
  for (const desk of [olga, yui]) {
    await desk.page.goto('/practice');
    const stories = desk.page.getByRole('region', { name: desk.t('practice.stories') });
    await stories.getByText(desk.t('frame.language.ja'), { exact: true }).first().click();
    const title = story?.title[desk.locale] ?? '';
    await stories.getByRole('heading', { name: title, exact: true }).waitFor();
    const lesson = stories.getByText(story?.lesson[desk.locale] ?? '', { exact: true });
    await expect.poll(() => lesson.count()).toBe(1);
  }
});

describe('being a customer who writes a DM', () => {
  const talk = ({ page, t }: Desk) =>
    page.getByRole('region', { name: t('practice.messages', { name: 'Mika' }) });

  async function openDmCase(text: string): Promise<{ caseId: string; postId: string; version: number }> {
    const find = async () =>
      (await call(olga, 'listCandidates', { query: { limit: 50 } })).rows.find(
        (row) => row.post.text === text,
      );
    await expect.poll(find, { timeout: 20_000 }).toBeDefined();
    const postId = (await find())?.post.id ?? '';
    const decided = await call(olga, 'decide', { params: { id: postId }, body: { choice: 'speak' } });
    const { case: row } = await call(olga, 'readCase', { params: { id: decided.case?.id ?? '' } });
    return { caseId: row.id, postId, version: row.threadVersion };
  }

  test('shows what was written, and the answer as soon as it is sent; an answer to it is a DM too', async () => {
    const { page, t } = yui;
    await page.goto('/practice');
    const name = page.getByRole('combobox', { name: t('practice.asWhom') }).first();
    await name.fill('Mika');
    await name.press('Escape');
    await page.getByText(t('practice.dm'), { exact: true }).first().click();
    await page.getByRole('textbox', { name: t('practice.write') }).fill('my number is 4711');
    await button(yui, t('practice.sendDm')).click();
    await talk(yui).getByText('my number is 4711').waitFor();

    const { caseId, postId, version } = await openDmCase('my number is 4711');
    const text = 'Thank you, Mika. We found it.';
    await call(olga, 'sendReply', {
      params: { id: caseId },
      body: { accountId, replyToPostId: postId, visibility: 'dm', text, seenThreadVersion: version },
    });
    await talk(yui).getByText(text).waitFor();

    await talk(yui)
      .getByRole('button', { name: t('practice.replyTo', { name: 'Minamo' }) })
      .last()
      .click();
    await talk(yui).getByRole('textbox').last().fill('that was quick');
    await talk(yui)
      .getByRole('button', { name: t('practice.sendDm') })
      .click();
    await talk(yui).getByText('that was quick').waitFor();
    const { rows } = await call(yui, 'readPracticeTimeline', { query: { limit: 50 } });
    expect(rows.filter((post) => post.visibility === 'dm')).toEqual([]);
  });

  test('nobody else is asked to read them: another customer sees their own', async () => {
    const { page, t } = yui;
    const name = page.getByRole('combobox', { name: t('practice.asWhom') }).first();
    await name.fill('Somebody else');
    await expect.poll(() => talk(yui).count()).toBe(0);
  });
});
