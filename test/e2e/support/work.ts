// What people do at the desk, by what they read on it: set up, decide, write, send, close, look into the ledger.
import type { Locator } from 'playwright-core';
import type en from '../../../src/web/locales/en.json';
import type { Desk } from './stage.ts';
import { until } from './until.ts';

type Ending<Prefix extends string> = {
  [K in keyof typeof en]: K extends `${Prefix}.${infer Rest}` ? Rest : never;
}[keyof typeof en];
export type Outcome = Ending<'outcome'>;
type Kind = 'public' | 'dm' | 'note';

export const button = ({ page }: Desk, name: string): Locator =>
  page.getByRole('button', { name, exact: true });

export interface Newcomer {
  name: string;
  email: string;
  password: string;
}

/** The first page of the first run: from an unknown address to the owner's account. */
export async function becomeOwner(desk: Desk, who: Newcomer): Promise<void> {
  const { page, t } = desk;
  await page.goto('/');
  await page.getByRole('heading', { name: t('welcome.owner.title') }).waitFor();
  await page.getByLabel(t('account.name')).fill(who.name);
  await page.getByLabel(t('signIn.email')).fill(who.email);
  await page.getByLabel(t('signIn.password'), { exact: false }).first().fill(who.password);
  await button(desk, t('welcome.owner.action')).click();
  await page.getByRole('heading', { name: t('welcome.company.title'), level: 1 }).waitFor();
}

/** The second page: the company and one product with its other names. */
export async function nameCompany(
  desk: Desk,
  company: string,
  product: { name: string; aliases?: readonly string[] },
): Promise<void> {
  const { page, t } = desk;
  await page.getByLabel(t('welcome.company.name')).fill(company);
  await page.getByRole('textbox', { name: t('welcome.company.product') }).fill(product.name);
  const aliases = page.getByRole('combobox', { name: t('welcome.company.aliases') });
  for (const alias of product.aliases ?? []) {
    await aliases.fill(alias);
    await aliases.press('Enter');
  }
  await button(desk, t('welcome.company.action')).click();
  await page.getByRole('heading', { name: t('welcome.listen.title') }).waitFor();
}

/** A candidate in the list, by words of its post. */
export function candidate({ page, t }: Desk, words: string): Locator {
  return page
    .getByRole('region', { name: t('candidates.list') })
    .getByRole('link')
    .filter({ hasText: words });
}

/** Opens a candidate, waiting for it to come in; `appearsMs`: how long that may take. */
export async function openCandidate(desk: Desk, words: string, appearsMs = 20_000): Promise<void> {
  const { page, t } = desk;
  if (!page.url().includes('/candidates')) {
    await page
      .getByRole('navigation')
      .first()
      .getByRole('link', { name: t('frame.candidates') })
      .click();
  }
  const wanted = candidate(desk, words).first();
  const fresh = page.getByRole('region', { name: t('candidates.list') }).getByRole('button', {
    name: t('candidates.new', { count: 1 }).replace(/^1\s*/u, ''),
  });
  // Others may come before it, each of which waits to be let in.
  const look = async (): Promise<true | undefined> => {
    if (await wanted.isVisible()) return true;
    if (await fresh.isVisible()) await fresh.click({ timeout: 2000 }).catch(() => undefined);
    return undefined;
  };
  await until(look, `the candidate “${words}”`, appearsMs);
  await wanted.click();
  await page
    .getByRole('region', { name: t('candidates.post') })
    .getByText(words)
    .first()
    .waitFor();
}

/** Decides to speak about the open candidate; ends in its case. */
export async function speak(desk: Desk): Promise<void> {
  const { page, t } = desk;
  await button(desk, t('decide.speak')).click();
  await page.waitForURL('**/cases/*');
  await page.getByRole('log', { name: t('case.conversation') }).waitFor();
}

export const conversation = ({ page, t }: Desk): Locator =>
  page.getByRole('log', { name: t('case.conversation') });

const composerTab = ({ page, t }: Desk, kind: Kind): Locator =>
  page.getByRole('tab', { name: t(`composer.tab.${kind}`), exact: true });

/** Chooses what to write, as a public reply, a DM or a note, and writes it. */
export async function draft(desk: Desk, kind: Kind, text: string): Promise<void> {
  const { page, t } = desk;
  await composerTab(desk, kind).click();
  await page.getByRole('textbox', { name: t(`composer.label.${kind}`) }).fill(text);
}

export const sendButton = (desk: Desk, kind: Kind): Locator =>
  button(
    desk,
    desk.t(kind === 'note' ? 'composer.addNote' : kind === 'dm' ? 'composer.sendDm' : 'composer.sendPublic'),
  );

/** Our own words in the conversation, with where they stand. */
export function ours(desk: Desk, text: string): Locator {
  return conversation(desk).getByRole('article').filter({ hasText: text });
}

/** Writes and sends, and waits until the network has it. */
export async function reply(desk: Desk, kind: 'public' | 'dm', text: string): Promise<void> {
  await draft(desk, kind, text);
  await sendButton(desk, kind).click();
  await sent(desk, text);
}

/** What a card of ours says while it is not out yet, or may not be. */
function unsent({ t }: Desk): RegExp {
  const words = [
    t('outbound.in', { seconds: 0 }),
    ...(['queued', 'sending', 'failed', 'unknown'] as const).map((state) => t(`outbound.${state}`)),
  ];
  return new RegExp(
    words.map((word) => word.replaceAll(/[.*+?^${}()|[\]\\]/gu, '\\$&').replace('0', '\\d+')).join('|'),
    'u',
  );
}

/** Waits until what we wrote is out. */
export async function sent(desk: Desk, text: string, timeout = 30_000): Promise<void> {
  await ours(desk, text).first().waitFor();
  await ours(desk, text)
    .filter({ hasNotText: unsent(desk) })
    .first()
    .waitFor({ timeout });
}

/** Waits for words of the customer in the open case. */
export async function heard(desk: Desk, text: string, timeout = 30_000): Promise<void> {
  await conversation(desk).getByText(text).first().waitFor({ timeout });
}

/** Closes the open case with how it ended. */
export async function closeCase(desk: Desk, outcome: Outcome): Promise<void> {
  const { page, t } = desk;
  const main = page.getByRole('region', { name: t('case.conversation') });
  await main.getByRole('button', { name: t('case.close'), exact: true }).click();
  const endings = page.getByRole('dialog').filter({ hasText: t('case.howEnded') });
  const ending = endings.getByRole('button', { name: t(`outcome.${outcome}`), exact: true });
  await closed(desk, outcome, () => ending.click());
}

/** Does what closes the open case; waits for the server too, as the page says so before it is. */
export async function closed({ page, t }: Desk, outcome: Outcome, act: () => Promise<void>): Promise<void> {
  const isClosing = (url: string): boolean => new URL(url).pathname.endsWith('/close');
  const answer = page.waitForResponse((response) => isClosing(response.url()));
  await act();
  if (!(await answer).ok()) throw new Error(`The case was not closed: ${await (await answer).text()}`);
  await page
    .getByText(`${t('caseState.closed')} · ${t(`outcome.${outcome}`)}`)
    .first()
    .waitFor();
}

/** Goes to a place of the main menu. */
export async function goTo(
  desk: Desk,
  place: 'candidates' | 'cases' | 'ledger' | 'monitors' | 'accounts' | 'team' | 'settings' | 'practice',
): Promise<void> {
  const { page, t } = desk;
  await page
    .getByRole('navigation')
    .first()
    .getByRole('link', { name: t(`frame.${place}`) })
    .click();
}
