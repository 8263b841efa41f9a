// McDonald's US: a public complaint about a wrong order; an apology in public, the order's details in private.
import { expect, test } from 'vitest';
import { call, setUpCompany } from '../e2e/support/api.ts';
import { beginMastodonOAuth } from '../e2e/support/connections.ts';
import { programStage } from '../e2e/support/stage.ts';
import { until } from '../e2e/support/until.ts';
import { closeCase, conversation, heard, openCandidate, reply, speak } from '../e2e/support/work.ts';
import { caseIdOn, expectAnsweredInLedger, expectMeasured, setHours } from './support/case-checks.ts';
import { mastodonStage } from './support/mastodon.ts';

const mastodon = mastodonStage();
const stage = programStage(mastodon.start);

const complaint = 'asked for no pickles at the drive-through and got only pickles. twice this week';
const apology =
  'We are sorry, that is not the meal you ordered. May we put it right? Please tell us more in a DM.';
const ask = 'Thank you for your time. Which restaurant was it, and what is the number on the receipt?';
const details = 'the one on Elm Street, receipt 4711';
const settled = 'Found it. A new meal is waiting for you there under 4711, on us.';

test('a complaint that names us ends in private, with an apology before it', async (context) => {
  const world = mastodon.world();
  if (world === null) return context.skip('snac cannot run here');
  const startedMs = Date.now();
  const desk = await stage().desk();
  const { page, t } = desk;
  await setUpCompany(desk, { company: 'McDonalds US', products: [{ name: 'McDonalds' }] });
  await setHours(desk, 'always');
  const us = await world.person('mcdonalds');
  const guest = await world.person('dana');
  await page.goto('/');

  // The account is connected on the server's own page; Kizuki never sees the password.
  await beginMastodonOAuth(desk, world.front.url);
  await page.locator('input[name="login"]').fill(us.name);
  await page.locator('input[name="passwd"]').fill(us.password);
  await page.locator('input[type="submit"]').click();
  await page.waitForURL((address) => address.origin === desk.url);
  await page.getByRole('status').getByText(t('accounts.connected')).waitFor();
  await page.getByText(t('accounts.sourceState.listening')).first().waitFor();

  const said = await guest.say(`${us.handle} ${complaint}`);
  await openCandidate(desk, complaint);
  await speak(desk);
  await reply(desk, 'public', apology);
  const caseId = caseIdOn(desk);
  const apologised = await until(
    async () => (await guest.told()).find(({ text }) => text.includes(apology)),
    'the apology',
  );
  expect(apologised.visibility).toBe('public');
  expect(apologised.replyTo).toBe(said.id);

  await reply(desk, 'dm', ask);
  const asked = await until(
    async () => (await guest.told()).find(({ text }) => text.includes(ask)),
    'the question in private',
  );
  // snac calls what only the named may read "private".
  expect(['direct', 'private']).toContain(asked.visibility);

  await guest.say(`${us.handle} ${details}`, { replyTo: asked.id, visibility: 'direct' });
  await heard(desk, details);
  await reply(desk, 'dm', settled);
  await until(async () => (await guest.told()).find(({ text }) => text.includes(settled)), 'the end');
  await closeCase(desk, 'solved');

  // One case, one thread, nothing twice, and nothing private in public.
  await expect.poll(() => conversation(desk).getByRole('article').count()).toBe(5);
  const ours = await us.said();
  for (const text of [apology, ask, settled]) {
    expect(ours.filter((status) => status.text.includes(text)).length).toBeLessThanOrEqual(1);
  }
  expect(ours.filter(({ visibility }) => visibility === 'public').map(({ text }) => text)).toEqual([
    expect.stringContaining(apology),
  ]);
  expect((await call(desk, 'listCases', { query: { state: 'closed' } })).rows).toHaveLength(1);
  await expectMeasured(desk, caseId, {
    outcome: 'solved',
    hours: 'always',
    withinMs: Date.now() - startedMs,
  });
  await expectAnsweredInLedger(desk, [complaint, details]);
  expect(stage().complaints).toEqual([]);
}, 180_000);
