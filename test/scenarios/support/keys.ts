// Work at the desk by keys alone, as a team that answers a hundred a day does it; and the look at a page that ends it.
import { mkdir } from 'node:fs/promises';
import { expect } from 'vitest';
import { axeFaults } from '../../e2e/support/axe.ts';
import type { Desk } from '../../e2e/support/stage.ts';
import { button, candidate, closed, conversation, goTo, sent, type Outcome } from '../../e2e/support/work.ts';

const orderOfOutcomes = [
  'solved',
  'answered',
  'thanked',
  'solved_by_customer',
  'no_reply',
  'handed_over',
  'declined',
  'not_for_us',
] as const satisfies readonly Outcome[];

/** Goes to the candidates and opens the one with these words, stepping down the list until it is the open one. */
export async function openByKeys(desk: Desk, words: string, appearsMs = 20_000): Promise<void> {
  const { page, t } = desk;
  await page.keyboard.press('g');
  await page.keyboard.press('c');
  await page.waitForURL((address) => address.pathname.startsWith('/candidates'));
  const row = candidate(desk, words).first();
  await row.waitFor({ timeout: appearsMs });
  const shown = page.getByRole('region', { name: t('candidates.post') }).getByText(words);
  const address = (await row.getAttribute('href'))?.split('?')[0] ?? '';
  for (let step = 0; step < 20; step += 1) {
    const before = page.url();
    if (new URL(before).pathname === address) break;
    await page.keyboard.press('j');
    await page.waitForURL((now) => now.href !== before);
  }
  await shown.first().waitFor();
}

/** Decides to speak about the open candidate; ends in its case, where the next key is a letter of the reply. */
export async function speakByKeys({ page, t }: Desk): Promise<void> {
  await page.keyboard.press('s');
  await page.waitForURL('**/cases/*');
  await page.getByRole('log', { name: t('case.conversation') }).waitFor();
  await page.locator('textarea:focus').waitFor();
}

/** Goes to the ledger and opens the entry with these words. */
export async function openInLedger(desk: Desk, words: string): Promise<void> {
  const { page } = desk;
  await goTo(desk, 'ledger');
  await page.getByRole('main').getByRole('link', { name: words }).click();
  await page.waitForURL('**/ledger/*');
  await button(desk, desk.t('decide.converse')).waitFor();
}

/** Makes the open conversation a support case, which says so no more. */
export async function makeCaseByKeys(desk: Desk): Promise<void> {
  const { page, t } = desk;
  await leaveField(desk);
  await page.keyboard.press('Shift+H');
  await page.getByText(t('case.makeSupport')).waitFor({ state: 'detached' });
}

/** Decides to answer and be done; ends in the conversation, which says so. */
export async function converseByKeys(desk: Desk): Promise<void> {
  const { page, t } = desk;
  await page.keyboard.press('h');
  await page.waitForURL('**/cases/*');
  await page.getByRole('log', { name: t('case.conversation') }).waitFor();
  await page.getByText(t('case.conversationEnds')).waitFor();
}

/** Waits until the open conversation has ended by itself. */
export async function ended({ page, t }: Desk): Promise<void> {
  await page.getByText(t('case.conversationEnded')).waitFor();
}

/** Opens the composer by its key and writes; the words stand there as typed. */
export async function writeByKeys(desk: Desk, kind: 'public' | 'dm', text: string): Promise<void> {
  const { page, t } = desk;
  await leaveField(desk);
  await page.keyboard.press(kind === 'public' ? 'r' : 'd');
  const field = page.getByRole('textbox', { name: t(`composer.label.${kind}`) });
  await field.and(page.locator(':focus')).waitFor();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.insertText(text);
}

/** Sends what is written, and waits until the network has it. */
export async function sendByKeys(desk: Desk, text: string): Promise<void> {
  await desk.page.keyboard.press('ControlOrMeta+Enter');
  await sent(desk, text);
}

export async function replyByKeys(desk: Desk, kind: 'public' | 'dm', text: string): Promise<void> {
  await writeByKeys(desk, kind, text);
  await sendByKeys(desk, text);
}

export async function closeByKeys(desk: Desk, outcome: (typeof orderOfOutcomes)[number]): Promise<void> {
  const { page, t } = desk;
  await leaveField(desk);
  await page.keyboard.press('e');
  const endings = page.getByRole('dialog').filter({ hasText: t('case.howEnded') });
  await endings.waitFor();
  const names = await endings.getByRole('button').allInnerTexts();
  const at = names.findIndex((name) => name.includes(t(`outcome.${outcome}`)));
  await closed(desk, outcome, () => page.keyboard.press(String(at + 1)));
}

/** Keys are for what one types while a field has them. */
async function leaveField({ page }: Desk): Promise<void> {
  if (await page.evaluate('document.activeElement?.matches("textarea, input") ?? false'))
    await page.keyboard.press('Escape');
}

/** The page as it stands, wide and on a phone: nothing that axe finds, nothing wider than the phone; kept as pictures. */
export async function expectWhole(desk: Desk, name: string): Promise<void> {
  const { page } = desk;
  const size = page.viewportSize();
  await mkdir('.cache/scenarios', { recursive: true });
  expect(await axeFaults(page)).toEqual([]);
  await page.screenshot({ path: `.cache/scenarios/${name}.png`, animations: 'disabled' });
  await page.setViewportSize({ width: 390, height: 844 });
  await expect.poll(() => page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390);
  expect(await axeFaults(page)).toEqual([]);
  await page.screenshot({ path: `.cache/scenarios/${name}-phone.png`, animations: 'disabled' });
  if (size !== null) await page.setViewportSize(size);
}

/** How many articles the open conversation has. */
export const turns = (desk: Desk): Promise<number> => conversation(desk).getByRole('article').count();
