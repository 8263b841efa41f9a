// The first quarter of an hour with Kizuki, as the README tells it: from nothing to an answered customer, in two languages.
import type { Locator } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { call } from './support/api.ts';
import { programStage, type Desk } from './support/stage.ts';
import {
  becomeOwner,
  button,
  closeCase,
  conversation,
  draft,
  goTo,
  nameCompany,
  ours,
  sendButton,
  sent,
  speak,
} from './support/work.ts';

interface Story {
  locale: 'ja' | 'en';
  company: string;
  product: { name: string; aliases: string[] };
  answer: string;
  mended: string;
}

const stories: readonly Story[] = [
  {
    locale: 'en',
    company: 'Minamo Devices',
    product: { name: 'Aoba Router', aliases: ['aoba'] },
    answer: 'Sorry about this. Could you tell me which model you have, and what the lamp shows?',
    mended: 'Sorry about this. Could you tell me which model you have, and whether the lamp is red?',
  },
  {
    locale: 'ja',
    company: 'みなもデバイス',
    product: { name: 'あおばルーター', aliases: ['あおば'] },
    answer: 'ご不便をおかけして申し訳ありません。お使いの型番を教えていただけますか?',
    mended: 'ご不便をおかけして申し訳ありません。お使いの型番と、ランプの色を教えていただけますか?',
  },
];

describe.each(stories)('in $locale', (story) => {
  // English on the embedded database, as a newcomer's; one such start is enough to show that it works.
  const stage = programStage(undefined, story.locale === 'en');

  test('from nothing to an answered customer', async () => {
    const desk = await stage().desk({ locale: story.locale });
    const { page, t } = desk;
    await becomeOwner(desk, { name: 'Hana', email: 'hana@minamo.example', password: 'a long phrase' });
    // Who left it in between and comes back goes on where it stopped.
    await page.goto('/');
    await page.getByRole('heading', { name: t('welcome.company.title'), level: 1 }).waitFor();
    await nameCompany(desk, story.company, story.product);
    await button(desk, t('welcome.listen.practiceAction')).click();
    await page.waitForURL('**/candidates');
    // A customer on the practice network takes up to a minute to read and to type; nobody waits for that here.
    await call(desk, 'changePracticeStage', { body: { speed: 60 } });

    const first = button(desk, t('candidates.first'));
    await first.click({ timeout: 90_000 });
    await speak(desk);
    const said = await conversation(desk).getByRole('article').first().innerText();
    expect(said).toMatch(new RegExp([story.product.name, ...story.product.aliases].join('|'), 'iu'));

    const undoSeconds = (seconds: number) =>
      call(desk, 'changeWorkspace', { body: { settings: { undoPublicSeconds: seconds } } });
    await undoSeconds(60);
    await draft(desk, 'public', story.answer);
    await sendButton(desk, 'public').click();
    await button(desk, t('undo.action')).click();
    const field = page.getByRole('textbox', { name: t('composer.label.public') });
    await expect.poll(() => field.inputValue()).toBe(story.answer);
    await expect.poll(() => ours(desk, story.answer).count()).toBe(0);

    await undoSeconds(1);
    await field.fill(story.mended);
    await sendButton(desk, 'public').click();
    await sent(desk, story.mended);

    const theirs = conversation(desk)
      .getByRole('article')
      .filter({ has: answerButton(desk) });
    await expect.poll(() => theirs.count(), { timeout: 60_000 }).toBeGreaterThan(1);
    await closeCase(desk, 'solved');

    await goTo(desk, 'ledger');
    await page
      .getByRole('navigation', { name: t('ledger.heaps') })
      .getByRole('link', { name: t('ledger.heap.answered') })
      .first()
      .click();
    const answered = page.getByRole('link', { name: t('ledger.caseNumber', { number: 1 }) });
    await answered.first().waitFor();

    const { rows } = await call(desk, 'readPracticeTimeline', { query: { limit: 100 } });
    const outside = rows.filter((post) => post.ours);
    expect(outside.map((post) => post.text.replace(/^@\S+\s/u, ''))).toEqual([story.mended]);
    expect(stage().complaints).toEqual([]);
  });
});

const answerButton = ({ page, t }: Desk): Locator =>
  page.getByRole('button', { name: t('composer.answerThis') });
