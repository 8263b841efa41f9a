// Kellogg's: “where can I get …?”, a small team, no ceremony: from nothing to the first answer in less than three minutes.
import { expect, test } from 'vitest';
import { call } from '../e2e/support/api.ts';
import { beginMastodonOAuth } from '../e2e/support/connections.ts';
import { programStage } from '../e2e/support/stage.ts';
import { until } from '../e2e/support/until.ts';
import {
  becomeOwner,
  button,
  closeCase,
  nameCompany,
  openCandidate,
  reply,
  speak,
} from '../e2e/support/work.ts';
import { caseIdOn, expectAnsweredInLedger, expectMeasured, setHours } from './support/case-checks.ts';
import { mastodonStage } from './support/mastodon.ts';

const mastodon = mastodonStage();
const stage = programStage(mastodon.start);

const question = "does anybody know where I can get Lucio Oh's? three shops and nothing";
const answer = 'Hello! They are at Hillside Market on Elm Street this week, on the lowest shelf.';
const threeMinutesMs = 180_000;

test('from nothing to the first answered post in less than three minutes', async (context) => {
  const world = mastodon.world();
  if (world === null) return context.skip('snac cannot run here');
  const us = await world.person('kelloggs');
  const shopper = await world.person('robin');
  const desk = await stage().desk();
  const { page, t } = desk;

  const startedMs = Date.now();
  await becomeOwner(desk, { name: 'Kim', email: 'kim@kelloggs.example', password: 'a long phrase' });
  await nameCompany(desk, 'Kelloggs', { name: "Lucio Oh's", aliases: ['lucio ohs'] });
  await page.getByRole('textbox', { name: t('welcome.listen.server') }).fill(world.front.url);
  await button(desk, t('welcome.listen.mastodonAction')).click();
  await page.waitForURL('**/candidates');

  const said = await shopper.say(question);
  await openCandidate(desk, question);
  await speak(desk);

  // Listening needs no account; speaking does, and the case says so.
  await page.getByText(t('composer.noAccount', { network: 'Mastodon' })).waitFor();
  await beginMastodonOAuth(desk, world.front.url);
  await page.locator('input[name="login"]').fill(us.name);
  await page.locator('input[name="passwd"]').fill(us.password);
  await page.locator('input[type="submit"]').click();
  await page.getByRole('status').getByText(t('accounts.connected')).waitFor();
  await call(desk, 'changeWorkspace', { body: { settings: { undoPublicSeconds: 1 } } });
  await setHours(desk, 'never');

  const { rows } = await call(desk, 'listCases');
  await page.goto(`/cases/${rows[0]?.id ?? ''}`);
  await reply(desk, 'public', answer);
  const tookMs = Date.now() - startedMs;
  console.log(`First answered post: ${(tookMs / 1000).toFixed(1)} s after the first page.`);
  expect(tookMs).toBeLessThan(threeMinutesMs);

  const told = await until(
    async () => (await shopper.told()).find(({ text }) => text.includes(answer)),
    'it',
  );
  expect(told.replyTo).toBe(said.id);
  expect((await us.said()).filter(({ text }) => text.includes(answer))).toHaveLength(1);
  const caseId = caseIdOn(desk);
  await closeCase(desk, 'answered');
  await expectMeasured(desk, caseId, {
    outcome: 'answered',
    hours: 'never',
    withinMs: Date.now() - startedMs,
  });
  await expectAnsweredInLedger(desk, [question]);
  expect(stage().complaints).toEqual([]);
});
