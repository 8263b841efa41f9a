// What people do on the page of connections: connect an account, add a source, change how a source listens.
import type { Locator } from 'playwright-core';
import { button, goTo } from './work.ts';
import type { Desk } from './stage.ts';

const dialog = ({ page }: Desk): Locator => page.getByRole('dialog');

async function openConnect(desk: Desk, network: string): Promise<void> {
  await goTo(desk, 'accounts');
  await button(desk, desk.t('accounts.connect')).click();
  await dialog(desk).getByRole('button', { name: network, exact: true }).click();
}

/** Connects a Bluesky account with an app password. */
export async function connectBluesky(
  desk: Desk,
  account: { server: string; identifier: string; password: string },
): Promise<void> {
  const { page, t } = desk;
  await openConnect(desk, 'Bluesky');
  for (const [name, value] of Object.entries(account)) {
    const label = t(`field.bluesky.${name as 'server' | 'identifier' | 'password'}`);
    await dialog(desk).getByRole('textbox', { name: label }).fill(value);
  }
  await dialog(desk)
    .getByRole('button', { name: t('accounts.connect'), exact: true })
    .click();
  await dialog(desk).waitFor({ state: 'detached' });
  await page.getByRole('listitem').filter({ hasText: account.identifier }).first().waitFor();
}

/** Begins to connect a Mastodon account by OAuth; ends on the server's own page. */
export async function beginMastodonOAuth(desk: Desk, server: string): Promise<void> {
  const { page, t } = desk;
  await openConnect(desk, 'Mastodon');
  await dialog(desk)
    .getByRole('textbox', { name: t('field.mastodon.server') })
    .fill(server);
  await dialog(desk)
    .getByRole('button', { name: t('accounts.goToNetwork', { network: 'Mastodon' }) })
    .click();
  await page.waitForURL((address) => address.origin !== new URL(desk.url).origin);
}

/** Adds a place to listen to, by its name in the dialog and the labels of its fields. */
export async function addSource(desk: Desk, kind: string, fields: Record<string, string>): Promise<void> {
  const { page, t } = desk;
  await goTo(desk, 'accounts');
  await button(desk, t('accounts.addSource')).click();
  await dialog(desk).getByRole('button', { name: kind }).click();
  for (const [label, value] of Object.entries(fields)) {
    await dialog(desk).getByLabel(label).first().fill(value);
  }
  await button(desk, t('accounts.listen')).click();
  await dialog(desk).waitFor({ state: 'detached' });
  await page
    .getByRole('listitem')
    .filter({ hasText: kind })
    .getByText(t('accounts.sourceState.listening'))
    .first()
    .waitFor();
}

/** Changes a field of what comes to our accounts. */
export async function changeInbound(desk: Desk, label: string, value: string): Promise<void> {
  const { page, t } = desk;
  await goTo(desk, 'accounts');
  const name = t('source.inbound');
  await page
    .getByRole('button', { name: t('accounts.moreOf', { name }) })
    .first()
    .click();
  await page.getByRole('menuitem', { name: t('accounts.editSource') }).click();
  await dialog(desk).getByRole('textbox', { name: label }).fill(value);
  await dialog(desk)
    .getByRole('button', { name: t('common.save') })
    .click();
  await dialog(desk).waitFor({ state: 'detached' });
}
