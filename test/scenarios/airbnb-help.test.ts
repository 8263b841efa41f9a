// Airbnb Help: replies and direct messages mixed; payment details only ever by DM, and the thread stays whole.
import type { Locator } from 'playwright-core';
import { expect, test } from 'vitest';
import { call, setUpCompany } from '../e2e/support/api.ts';
import { changeInbound, connectBluesky } from '../e2e/support/connections.ts';
import { programStage, type Desk } from '../e2e/support/stage.ts';
import {
  closeCase,
  conversation,
  draft,
  heard,
  openCandidate,
  ours,
  reply,
  sendButton,
  sent,
  speak,
} from '../e2e/support/work.ts';
import { blueskyStage, postsOf } from './support/bluesky.ts';
import { caseIdOn, expectAnsweredInLedger, expectMeasured, setHours } from './support/case-checks.ts';

const bluesky = blueskyStage();
const stage = programStage(bluesky.start);

const complaint = 'the host cancelled two days before and now I am charged twice for the same night';
const invitation = 'We are sorry about the night and the charge. Please send us the booking number in a DM.';
const payment = 'booking HMX4711, the card that ends in 4242 shows 180 euros twice';
const refund = 'Thank you. One of the two 180 euros goes back to the card that ends in 4242 today.';
const thanks = 'it is back already, thank you';

test('a public complaint moves to DM and stays one case', async (context) => {
  const world = bluesky.world();
  if (world === null) return context.skip('its servers cannot run here');
  const startedMs = Date.now();
  const desk = await stage().desk();
  const { page, t } = desk;
  await setUpCompany(desk, { company: 'Airbnb Help', products: [{ name: 'Airbnb' }], undoSeconds: 2 });
  await setHours(desk, 'never');
  const us = await world.person('airbnbhelp', 'Airbnb Help');
  const guest = await world.person('mina', 'Mina');
  await page.goto('/');
  await connectBluesky(desk, {
    server: world.atproto.pdsUrl,
    identifier: us.handle,
    password: await us.createAppPassword('kizuki', { privileged: true }),
  });
  await changeInbound(desk, t('field.bluesky.poll_seconds'), '1');

  const said = await guest.post(`@${us.handle} ${complaint}`);
  await openCandidate(desk, complaint);
  await speak(desk);
  const caseId = caseIdOn(desk);
  await reply(desk, 'public', invitation);

  world.chat.say(guest.did, us.did, payment);
  await heard(desk, payment);
  expect(caseIdOn(desk)).toBe(caseId);

  // What is about to be read by everybody and what only by one person cannot be taken for each other.
  const looks = { public: await look(desk, 'public'), dm: await look(desk, 'dm') };
  expect(looks.public).not.toEqual(looks.dm);
  for (const part of ['label', 'hint', 'button', 'buttonColour', 'frameColour'] as const) {
    expect(looks.public[part]).not.toBe(looks.dm[part]);
  }

  await draft(desk, 'dm', refund);
  await sendButton(desk, 'dm').click();
  await page.getByText(t('undo.dm', { seconds: 2 }).replace(/\d.*$/u, '')).waitFor();
  await sent(desk, refund);
  expect(await ours(desk, refund).innerText()).toContain('DM');
  world.chat.say(guest.did, us.did, thanks);
  await heard(desk, thanks);
  await closeCase(desk, 'solved');

  // On the network: one public answer in its place, one message, and the payment nowhere in public.
  const answers = await postsOf(us);
  expect(answers.map(({ text, reply: at }) => [text, at?.parent.uri, at?.root.uri])).toEqual([
    [invitation, said.uri, said.uri],
  ]);
  expect(world.chat.between(us.did, guest.did).map(({ text }) => text)).toEqual([payment, refund, thanks]);

  await expect.poll(() => conversation(desk).getByRole('article').count()).toBe(5);
  expect((await call(desk, 'listCases', { query: { state: 'closed' } })).rows).toHaveLength(1);
  const withinMs = Date.now() - startedMs;
  await expectMeasured(desk, caseId, { outcome: 'solved', hours: 'never', withinMs });
  await expectAnsweredInLedger(desk, [complaint, payment]);
  expect(stage().complaints).toEqual([]);
});

/** What the composer looks like to somebody who is about to send. */
async function look(desk: Desk, kind: 'public' | 'dm') {
  const { page, t } = desk;
  await draft(desk, kind, 'One moment please.');
  const field = page.getByRole('textbox', { name: t(`composer.label.${kind}`) });
  const send = sendButton(desk, kind);
  return {
    label: t(`composer.label.${kind}`),
    hint: await field.getAttribute('placeholder'),
    button: await send.innerText(),
    buttonColour: await styleOf(send, 'background-color'),
    frameColour: await styleOf(page.getByRole('tabpanel'), 'border-top-color'),
  };
}

/** The little of the page's own types that this needs. */
interface Styled {
  ownerDocument: {
    defaultView: { getComputedStyle(of: unknown): { getPropertyValue(name: string): string } };
  };
}

async function styleOf(part: Locator, property: string): Promise<string> {
  const read = (element: Styled, name: string): string =>
    element.ownerDocument.defaultView.getComputedStyle(element).getPropertyValue(name);
  return part.evaluate(read as never, property);
}
