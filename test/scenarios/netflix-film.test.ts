// Netflix Film: many answer the weekly question for film tips; each is talked to as themselves, by keys, one after the other.
import { expect, test } from 'vitest';
import { call } from '../e2e/support/api.ts';
import { programStage } from '../e2e/support/stage.ts';
import { candidate } from '../e2e/support/work.ts';
import { expectAnsweredInLedger } from './support/case-checks.ts';
import {
  closeByKeys,
  expectWhole,
  openByKeys,
  replyByKeys,
  speakByKeys,
  writeByKeys,
} from './support/keys.ts';
import { joinPracticeAs, says, speakAs, weSaid } from './support/practice.ts';

const stage = programStage();

const talks = [
  {
    name: 'Ana',
    says: '@netflix_film loved Roma, thank you for the tip last Friday! what should I see next?',
    answer:
      'So glad Roma stayed with you! Try The Hand of God next: another family, another city, as tender.',
  },
  {
    name: 'Ben',
    says: '@netflix_film film night with my dad, he only likes westerns. any tips?',
    answer:
      'A western for the two of you: The Power of the Dog, slow and full of secrets. Does he like those?',
  },
  {
    name: 'Cleo',
    says: '@netflix_film what would you watch on a rainy weekend with a cold?',
    answer: 'Get well soon! Klaus, a blanket and something hot. Which of the three do you have already?',
  },
];

test('many who talk to us are each answered as themselves, and nobody gets another one’s words', async () => {
  const desk = await stage().desk();
  const { page, t } = desk;
  const products = [{ name: 'Netflix' }];
  const accountId = await joinPracticeAs(desk, { company: 'Film Desk', products, handle: 'netflix_film' });
  await speakAs(desk, accountId, { name: 'Netflix Film', emoji: 'allowed', register: 'friendly' });
  const roots: string[] = [];
  for (const { name, says: words } of talks) roots.push(await says(desk, name, words));
  await page.goto('/candidates');
  for (const { says: words } of talks) await candidate(desk, words).waitFor();
  await expectWhole(desk, 'netflix-film');

  let before = '';
  for (const { says: words, answer } of talks) {
    await openByKeys(desk, words);
    await speakByKeys(desk);
    if (before !== '') {
      // What the last one was told is noticed, should it be used again.
      await writeByKeys(desk, 'public', before);
      const findings = page.getByRole('list', { name: t('composer.guideline') }).getByRole('listitem');
      await findings
        .filter({ hasText: t('rule.R11') })
        .first()
        .waitFor();
    }
    await replyByKeys(desk, 'public', answer);
    await closeByKeys(desk, 'thanked');
    before = answer;
  }

  for (const [index, root] of roots.entries())
    expect(await weSaid(desk, root)).toEqual([talks[index]?.answer]);
  const { rows } = await call(desk, 'listCases', { query: { state: 'closed' } });
  expect(rows.map(({ outcome }) => outcome)).toEqual(['thanked', 'thanked', 'thanked']);
  await expectAnsweredInLedger(
    desk,
    talks.map(({ says: words }) => words),
  );
  expect(stage().complaints).toEqual([]);
});
