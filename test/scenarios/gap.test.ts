// GAP: gloves torn after two weeks, with a photo; the order's data only by DM; and the question how it went, followed up.
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { call, setUpCompany } from '../e2e/support/api.ts';
import { changeInbound } from '../e2e/support/connections.ts';
import { programStage, type Desk } from '../e2e/support/stage.ts';
import { heard } from '../e2e/support/work.ts';
import { blueskyStage, postsOf } from './support/bluesky.ts';
import { caseIdOn, expectAnsweredInLedger } from './support/case-checks.ts';
import {
  closeByKeys,
  expectWhole,
  openByKeys,
  replyByKeys,
  sendByKeys,
  speakByKeys,
  turns,
  writeByKeys,
} from './support/keys.ts';

const bluesky = blueskyStage();
const stage = programStage(bluesky.start);

const complaint = 'these gloves ripped after two weeks of dog walks, look at the thumb';
const alt = 'A grey glove with a hole at the thumb';
const asking =
  'We are sorry, gloves must last longer than that. What is your order number, and which size do you wear?';
const hello = 'hi, it is me with the gloves';
const order = 'order GP-2231-77, size M';
const exchange =
  'Thank you. A new pair in M is on its way to you, free of charge. Please tell us how they hold up.';
const howAreThey = 'Good morning! How are the new gloves doing on your walks?';
const fine = 'two storms and not a thread loose. thank you!';

test('a photo, the order by DM, an exchange, and how it went', async (context) => {
  const world = bluesky.world();
  if (world === null) return context.skip('its servers cannot run here');
  const desk = await stage().desk();
  const { page, t } = desk;
  await setUpCompany(desk, { company: 'GAP', products: [{ name: 'GAP', aliases: ['gap gloves'] }] });
  const us = await world.person('gaphelp', 'GAP Help');
  const customer = await world.person('jody', 'Jody');
  const fields = {
    server: world.atproto.pdsUrl,
    identifier: us.handle,
    password: await us.createAppPassword('kizuki', { privileged: true }),
  };
  await call(desk, 'connectAccount', { body: { network: 'bluesky', fields } });
  await page.goto('/');
  await changeInbound(desk, t('field.bluesky.poll_seconds'), '1');
  const background = '#778899';
  const torn = sharp({ create: { width: 480, height: 320, channels: 3, background } });
  const image = { data: await torn.png().toBuffer(), mimeType: 'image/png', alt };
  const said = await customer.post(`@${us.handle} ${complaint}`, { image });

  // The photo is the evidence: seen before one decides, and beside the words one writes.
  await openByKeys(desk, complaint);
  await expectShown(desk);
  await speakByKeys(desk);
  const caseId = caseIdOn(desk);
  await expectShown(desk);

  // An order number is not asked for where everybody reads: one key makes an invitation of it, and keeps the question.
  await writeByKeys(desk, 'public', asking);
  const stops = page
    .getByRole('list', { name: t('composer.guideline') })
    .getByRole('listitem')
    .filter({ hasText: t('composer.stops') });
  await stops.first().waitFor();
  await page.keyboard.press('ControlOrMeta+.');
  await expect.poll(() => stops.count()).toBe(0);
  const invitation = await page.getByRole('textbox', { name: t('composer.label.public') }).inputValue();
  expect(invitation).not.toContain('order number');
  await sendByKeys(desk, invitation.slice(0, 20));
  world.chat.say(customer.did, us.did, hello);
  await heard(desk, hello);
  await page.keyboard.press('Escape');
  await page.keyboard.press('d');
  const dm = page.getByRole('textbox', { name: t('composer.label.dm') });
  await expect.poll(() => dm.inputValue()).toBe(asking);
  await sendByKeys(desk, asking);
  world.chat.say(customer.did, us.did, order);
  await heard(desk, order);
  await replyByKeys(desk, 'dm', exchange);

  // “Please tell us how they hold up” is a promise of ours: it comes back by itself, here sooner than in a week.
  await page.keyboard.press('Escape');
  await page.keyboard.press('w');
  await page.getByText(t('case.followUpWhen')).waitFor();
  await page.keyboard.press('3');
  await page
    .getByText(/^Ask again /u)
    .first()
    .waitFor();
  // Later than it takes until the server looks at it: a time that is over is refused.
  const at = new Date(Date.now() + 5000).toISOString();
  await call(desk, 'setFollowUp', { params: { id: caseId }, body: { at } });
  await expectWhole(desk, 'gap');
  await page.getByText(t('case.followUpDue')).first().waitFor({ timeout: 60_000 });
  await replyByKeys(desk, 'dm', howAreThey);
  world.chat.say(customer.did, us.did, fine);
  await heard(desk, fine);
  await closeByKeys(desk, 'solved');

  // On the network: one public answer in its place, and the order's data nowhere in public.
  const inPublic = (await postsOf(us)).map(({ text, reply }) => [text, reply?.parent.uri]);
  expect(inPublic).toEqual([[invitation, said.uri]]);
  const inPrivate = world.chat.between(us.did, customer.did).map(({ text }) => text);
  expect(inPrivate).toEqual([hello, asking, order, exchange, howAreThey, fine]);
  await expect.poll(() => turns(desk)).toBe(8);
  const closed = (await call(desk, 'listCases', { query: { state: 'closed' } })).rows;
  expect(closed.map(({ id }) => id)).toEqual([caseId]);
  await expectAnsweredInLedger(desk, [complaint]);
  expect(stage().complaints).toEqual([]);
});

/** The photo is really there, not only its place. */
async function expectShown({ page, t }: Desk): Promise<void> {
  await page
    .getByRole('button', { name: t('media.enlarge', { alt }) })
    .first()
    .waitFor();
  const photo = page.getByRole('img', { name: alt }).first();
  await expect
    .poll(() => photo.evaluate((img) => (img as { naturalWidth?: number }).naturalWidth))
    .toBeGreaterThan(0);
}
