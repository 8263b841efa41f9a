// When a network is down or an account is refused: the interface says so, and the other networks go on.
import { afterAll, expect, test } from 'vitest';
import { mastodonStage } from '../scenarios/support/mastodon.ts';
import { call, setUpCompany } from './support/api.ts';
import { programStage } from './support/stage.ts';
import { candidate, goTo } from './support/work.ts';

const mastodon = mastodonStage();
const stage = programStage(mastodon.start);
afterAll(() => mastodon.world()?.front.faults.passThrough());

test('a network that is down backs off while another keeps working, and a refused account is told', async (context) => {
  const world = mastodon.world();
  if (world === null) return context.skip('snac cannot run here');
  const desk = await stage().desk();
  const { page, t } = desk;
  await setUpCompany(desk, { company: 'Minamo', products: [{ name: 'Aoba Router', aliases: ['aoba'] }] });
  const us = await world.person('minamo');
  const guest = await world.person('gus');
  const token = await world.snac.token(us.name);
  const fields = { server: world.front.url, token };
  await call(desk, 'connectAccount', { body: { network: 'mastodon', fields } });
  await call(desk, 'createSource', {
    body: { network: 'mastodon', kind: 'public_timeline', config: { server: world.front.url } },
  });
  await call(desk, 'createSource', { body: { network: 'practice', kind: 'timeline' } });
  await page.goto('/accounts');
  const row = page
    .getByRole('listitem')
    .filter({ hasText: t('source.mastodon.public_timeline') })
    .last();
  await row.getByText(t('accounts.sourceState.listening')).waitFor();

  await world.front.faults.down();
  await row.getByText(t('accounts.sourceState.backing_off')).waitFor();
  await page
    .getByRole('alert')
    .filter({ hasText: t('source.mastodon.public_timeline') })
    .waitFor();
  await row.getByText(t('accounts.retryAt')).waitFor();

  // Meanwhile the other network is heard as ever.
  await call(desk, 'postAsCustomer', { body: { name: 'Rin', text: 'aoba: the other network is quiet' } });
  await goTo(desk, 'candidates');
  await candidate(desk, 'the other network is quiet').waitFor();

  // And back: nothing that was said meanwhile is lost.
  await guest.say('said while nobody heard: my aoba is hot').catch(() => undefined);
  await world.front.faults.passThrough();
  await guest.say('aoba works again, or does it');
  await goTo(desk, 'accounts');
  await row.getByText(t('accounts.sourceState.listening')).waitFor({ timeout: 60_000 });
  await goTo(desk, 'candidates');
  await candidate(desk, 'aoba works again, or does it').waitFor({ timeout: 30_000 });

  // The permission is withdrawn on the server: what hangs on it says so, in the rail and on the page.
  world.front.revoke(token);
  world.front.faults.cut();
  const badge = page.getByRole('navigation', { name: t('frame.navigation') });
  await badge.getByText(t('frame.badge.accounts', { count: 1 })).waitFor({ timeout: 60_000 });
  await goTo(desk, 'accounts');
  await page
    .getByRole('alert')
    .filter({ hasText: t('accounts.deadBody') })
    .waitFor();
  await page.getByText(t('accounts.tokenState.dead'), { exact: true }).first().waitFor();
  await page
    .getByRole('button', { name: t('accounts.reconnect') })
    .first()
    .waitFor();
  expect(stage().complaints).toEqual([]);
});
