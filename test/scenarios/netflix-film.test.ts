// Netflix Film: many answer the weekly question for film tips; each is talked to as themselves, by keys, without a ticket.
import { expect, test } from 'vitest';
import { call } from '../e2e/support/api.ts';
import { programStage } from '../e2e/support/stage.ts';
import { candidate, heard } from '../e2e/support/work.ts';
import { expectAnsweredInLedger } from './support/case-checks.ts';
import {
  closeByKeys,
  converseByKeys,
  ended,
  expectWhole,
  openByKeys,
  openInLedger,
  replyByKeys,
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
    // The last one is answered from the ledger.
    if (words === talks.at(-1)?.says) await openInLedger(desk, words);
    else await openByKeys(desk, words);
    await converseByKeys(desk);
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
    await ended(desk);
    before = answer;
  }

  for (const [index, root] of roots.entries())
    expect(await weSaid(desk, root)).toEqual([talks[index]?.answer]);
  const conversations = await call(desk, 'listCases', { query: { kind: 'conversation' } });
  expect(conversations.rows.map(({ outcome, firstReactionMs }) => [outcome, firstReactionMs])).toEqual(
    talks.map(() => ['conversation', null]),
  );

  // The last one writes back: first a word, then that nothing plays any more.
  const [thanks, stuck] = ['thank you, Klaus it is', 'now the app is broken, I cannot log in, please help'];
  await says(desk, 'Cleo', thanks, roots.at(-1));
  await heard(desk, thanks);
  await page.getByText(t('case.conversationEnds')).waitFor();
  await expectWhole(desk, 'netflix-film-conversation');
  await replyByKeys(desk, 'public', 'Enjoy it, and get well soon!');
  await ended(desk);
  await says(desk, 'Cleo', stuck, roots.at(-1));
  await heard(desk, stuck);
  await page
    .getByText(t('case.conversationEnds'))
    .or(page.getByText(t('case.conversationEnded')))
    .waitFor({
      state: 'detached',
    });
  await replyByKeys(desk, 'public', 'We are sorry, Cleo. What does the app say when you log in?');
  await closeByKeys(desk, 'answered');
  const [made] = (await call(desk, 'listCases', { query: { kind: 'support' } })).rows;
  expect(made).toMatchObject({ outcome: 'answered', isConversation: false });
  expect(made?.firstReactionMs).toBeGreaterThan(0);
  await expectAnsweredInLedger(desk, [...talks.map(({ says: words }) => words), thanks, stuck]);
  expect(stage().complaints).toEqual([]);
});
