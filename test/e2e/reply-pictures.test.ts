// Pictures in a reply: large ones are made smaller and it is said, and what a DM cannot carry is said before it is sent.
import { randomBytes } from 'node:crypto';
import sharp from 'sharp';
import { beforeAll, describe, expect, test } from 'vitest';
import { call } from './support/api.ts';
import { ask, openCase, setUpPractice, type Question } from './support/asked.ts';
import { programStage, type Desk } from './support/stage.ts';
import { button, draft, sendButton, sent } from './support/work.ts';

const stage = programStage();
let desk: Desk;
let question: Question;

beforeAll(async () => {
  desk = await stage().desk();
  await setUpPractice(desk);
  question = await ask(desk, 'aoba router: what does the red lamp mean?');
});

/** Noise does not compress: some 5 MB as PNG, more than the network takes. */
async function noise(): Promise<Buffer> {
  const side = 1300;
  const raw = { width: side, height: side, channels: 3 as const };
  return sharp(randomBytes(side * side * 3), { raw })
    .png()
    .toBuffer();
}

async function choose({ page, t }: Desk, name: string, buffer: Buffer): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await button({ page, t } as Desk, t('attach.add')).click();
  await (await chooser).setFiles({ name, mimeType: 'image/png', buffer });
}

test('a picture over the network’s limit is taken, made smaller, said so, and sent', async () => {
  const { page, t } = desk;
  await openCase(desk, question);
  await draft(desk, 'public', 'This is where it is.');
  const picture = await noise();
  expect(picture.length).toBeGreaterThan(2_000_000);
  await choose(desk, 'lamp.png', picture);
  const said = t('attach.shrunk', { name: 'lamp.png', before: '', after: '' }).split('(')[0] ?? '';
  await page.getByText(said).waitFor();
  await page.getByLabel(t('attach.alt', { number: 1 })).fill('The back of the router');
  await sendButton(desk, 'public').click();
  await sent(desk, 'This is where it is.');
  const { rows } = await call(desk, 'readPracticeTimeline', { query: { root: question.nativeId } });
  expect(rows.find((post) => post.ours)?.image?.alt).toBe('The back of the router');
});

test('a file that is no picture is refused by name', async () => {
  const { page, t } = desk;
  const chooser = page.waitForEvent('filechooser');
  await button(desk, t('attach.add')).click();
  await (
    await chooser
  ).setFiles({ name: 'list.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF') });
  const refused = page.getByRole('alert').getByText(t('attach.notImage', { name: 'list.pdf' }));
  await expect.poll(() => refused.count()).toBe(1);
});

describe('a network whose DMs carry no pictures', () => {
  test('offers none there, and those attached in public stay there', async () => {
    const { page, t } = desk;
    // The practice network takes them; as Bluesky says of itself, it would not.
    await page.route('**/api/networks', async (route) => {
      const response = await route.fetch();
      const answer = (await response.json()) as { rows: { dm: object }[] };
      const rows = answer.rows.map((row) => ({ ...row, dm: { ...row.dm, takesPictures: false } }));
      await route.fulfill({ response, json: { ...answer, rows } });
    });
    await openCase(desk, question);
    await draft(desk, 'public', 'One more view.');
    await choose(
      desk,
      'side.png',
      await sharp({ create: { width: 40, height: 40, channels: 3, background: '#c33' } })
        .png()
        .toBuffer(),
    );
    await page.getByLabel(t('attach.alt', { number: 1 })).fill('The side');

    await page.getByRole('tab', { name: t('composer.tab.dm'), exact: true }).click();
    await draft(desk, 'dm', 'One view less.');
    expect(await page.getByLabel(t('attach.alt', { number: 1 })).count()).toBe(0);
    expect(await button(desk, t('attach.add')).count()).toBe(0);
    await expect.poll(() => sendButton(desk, 'dm').isEnabled()).toBe(true);
    await page.getByRole('tab', { name: t('composer.tab.public'), exact: true }).click();
    expect(await page.getByLabel(t('attach.alt', { number: 1 })).inputValue()).toBe('The side');
    await page.unroute('**/api/networks');
  });
});
