// What accounts spend on a real database: counted by day of UTC, never passed by two sends at once, given back to its day, by whom it is for.
import { randomBytes } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import { createNetworkAccess } from '../../../src/main/networks.ts';
import type { AccountSession, Network } from '../../../src/networks/kit/network.ts';
import { saveSecrets } from '../../../src/storage/accounts.ts';
import { inWorkspace } from '../../../src/storage/database.ts';
import { createSecretBox } from '../../../src/storage/secret-box.ts';
import { bookSpending, setSpendingAside, spendStateOf, spendStates } from '../../../src/storage/spending.ts';
import { createInWorkspace } from '../../../src/storage/work/work-tx.ts';
import { testDatabase } from '../../harness/database.ts';
import { newId } from '../../harness/uuid.ts';

const database = testDatabase();
const noon = (day: string): number => Date.parse(`${day}T12:00:00Z`);
let [workspaceId, accountId] = ['', ''];

const spend = (day: string, microUsd: number, what = 'readPost', units = 1) =>
  inWorkspace(database().db, workspaceId, (trx) =>
    bookSpending(trx, { workspaceId, accountId, nowMs: noon(day) }, [{ what, units, microUsd }]),
  );
const aside = (day: string, microUsd: number) =>
  inWorkspace(database().db, workspaceId, (trx) =>
    setSpendingAside(trx, { workspaceId, accountId, nowMs: noon(day) }, [
      { what: 'create', units: 1, microUsd },
    ]),
  );
const spentOn = async (day: string) =>
  (await inWorkspace(database().db, workspaceId, (trx) => spendStateOf(trx, { accountId, nowMs: noon(day) })))
    .spent;

async function addAccount(budgets: { daily?: number; monthly?: number } = {}): Promise<string> {
  const id = newId();
  await inWorkspace(database().db, workspaceId, (trx) =>
    trx
      .insertInto('account')
      .values({
        workspace_id: workspaceId,
        id,
        network: 'x',
        server: '',
        native_id: id,
        handle: 'acme',
        daily_budget: budgets.daily ?? null,
        monthly_budget: budgets.monthly ?? null,
      })
      .execute(),
  );
  return id;
}

beforeEach(async () => {
  workspaceId = newId();
  await inWorkspace(database().db, workspaceId, (trx) =>
    trx.insertInto('workspace').values({ id: workspaceId, name: 'acme', slug: workspaceId }).execute(),
  );
  accountId = await addAccount({ daily: 100, monthly: 1000 });
});

describe('what is counted', () => {
  test('adds up by day and month of UTC, and not from one month to the next', async () => {
    await spend('2026-11-29', 10);
    await spend('2026-11-30', 20);
    await spend('2026-11-30', 5, 'readUser');
    await spend('2026-12-01', 40);
    expect(await spentOn('2026-11-29')).toEqual({ day: 10, month: 10 });
    expect(await spentOn('2026-11-30')).toEqual({ day: 25, month: 35 });
    expect(await spentOn('2026-12-01')).toEqual({ day: 40, month: 40 });
  });

  test('is whole when many count at once', async () => {
    await Promise.all(Array.from({ length: 20 }, (_, n) => spend('2026-11-30', 3, n % 2 === 0 ? 'a' : 'b')));
    expect((await spentOn('2026-11-30')).day).toBe(60);
  });

  test('is each account’s own, with the usual budgets where the team chose none', async () => {
    const other = await addAccount();
    await spend('2026-11-30', 10);
    const states = await inWorkspace(database().db, workspaceId, (trx) =>
      spendStates(trx, noon('2026-11-30')),
    );
    expect(states.get(accountId)).toEqual({
      spent: { day: 10, month: 10 },
      budget: { day: 100, month: 1000 },
    });
    expect(states.get(other)).toEqual({
      spent: { day: 0, month: 0 },
      budget: { day: 10_000_000, month: 200_000_000 },
    });
  });
});

describe('what is set aside', () => {
  test('never passes the budget, however many ask at once', async () => {
    const answers = await Promise.all(Array.from({ length: 12 }, () => aside('2026-11-30', 30)));
    expect(answers.filter((short) => short === null)).toHaveLength(3);
    expect((await spentOn('2026-11-30')).day).toBe(90);
  });

  test('is held against the month as well, and says how the account stands', async () => {
    await spend('2026-11-02', 980);
    expect(await aside('2026-11-30', 30)).toMatchObject({ spent: { day: 0, month: 980 } });
    expect(await aside('2026-11-30', 20)).toBeNull();
    expect(await aside('2026-12-01', 30)).toBeNull();
  });

  test('is given back to the day it was set aside on', async () => {
    expect(await aside('2026-11-30', 30)).toBeNull();
    await spend('2026-11-30', -30, 'create', -1);
    expect(await spentOn('2026-11-30')).toEqual({ day: 0, month: 0 });
    expect(await aside('2026-11-30', 100)).toBeNull();
  });

  test('of an account that is gone is refused', async () => {
    accountId = newId();
    await expect(aside('2026-11-30', 1)).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('whose purse is used', () => {
  const box = createSecretBox({ currentId: 'k', keys: new Map([['k', randomBytes(32)]]) }, randomBytes);
  let opened: AccountSession[] = [];
  let configs: Record<string, string>[] = [];
  // A network of which nothing is asked but a reader.
  const network = {
    reader(account: AccountSession | null, config: Record<string, string>) {
      if (account !== null) opened.push(account);
      configs.push(config);
      return { profile: () => Promise.resolve(null) };
    },
  } as unknown as Network;
  const access = () =>
    createNetworkAccess({
      db: database().db,
      box,
      now: () => noon('2026-11-30'),
      networks: new Map([['x', network]]),
      inWorkspace: createInWorkspace(database().db, { now: () => noon('2026-11-30'), newId }),
    });
  const connect = (id: string) =>
    inWorkspace(database().db, workspaceId, (trx) =>
      saveSecrets(trx, { id, connection: 1 }, box.seal({}, { workspaceId, table: 'account', rowId: id })),
    );

  beforeEach(async () => {
    [opened, configs] = [[], []];
    await connect(accountId);
    await connect(await addAccount());
  });

  /** A post that was heard by a source of the account. */
  async function heardBy(account: string): Promise<string> {
    const [identityId, sourceId, postId] = [newId(), newId(), newId()];
    const [at, inIt] = ['2026-11-30T12:00:00Z', { workspace_id: workspaceId }];
    await inWorkspace(database().db, workspaceId, async (trx) => {
      const source = { id: sourceId, network: 'x', kind: 'search', account_id: account };
      await trx
        .insertInto('source')
        .values({ ...inIt, ...source })
        .execute();
      const author = { id: identityId, network: 'x', native_id: 'a', handle: 'a', display_name: 'A' };
      await trx
        .insertInto('identity')
        .values({ ...inIt, ...author, first_seen_at: at })
        .execute();
      const post = { id: postId, network: 'x', native_id: 'p', kind: 'post', visibility: 'public' } as const;
      const more = { identity_id: identityId, source_id: sourceId, text: 'hi', created_at: at, seen_at: at };
      await trx
        .insertInto('post')
        .values({ ...inIt, ...post, ...more })
        .execute();
    });
    return postId;
  }

  test('is that of the account a post came by, though another was connected later', async () => {
    const postId = await heardBy(accountId);
    await access().readerFor(workspaceId, 'x', { postId });
    await access().readerFor(workspaceId, 'x', { accountId, reads: 'listening' });
    expect(opened.map(({ id, spending }) => [id, spending?.reads])).toEqual([
      [accountId, 'reading'],
      [accountId, 'listening'],
    ]);
  });

  test('reads with the settings of the source that brought a post, and not of the newest', async () => {
    const postId = await heardBy(accountId);
    await inWorkspace(database().db, workspaceId, async (trx) => {
      const source = { workspace_id: workspaceId, network: 'x', kind: 'search', account_id: null };
      await trx
        .updateTable('source')
        .set({ config: JSON.stringify({ server: 'its own' }) })
        .execute();
      for (const [server, active] of [
        ['listens', true],
        ['paused', false],
      ] as const)
        await trx
          .insertInto('source')
          .values({ ...source, id: newId(), active, config: JSON.stringify({ server }) })
          .execute();
    });
    await access().readerFor(workspaceId, 'x', { postId });
    await access().readerFor(workspaceId, 'x');
    expect(configs.map(({ server }) => server)).toEqual(['its own', 'listens']);
  });

  test('is another’s where that account works no more', async () => {
    const postId = await heardBy(accountId);
    await inWorkspace(database().db, workspaceId, (trx) =>
      trx.updateTable('account').set({ token_state: 'dead' }).where('id', '=', accountId).execute(),
    );
    await access().readerFor(workspaceId, 'x', { postId });
    expect(opened.map(({ id }) => id)).toEqual([expect.not.stringContaining(accountId)]);
  });

  test('counts a look at a profile as what it is for', async () => {
    await access().profileOf(workspaceId, { accountId, handle: null, reads: 'listening' });
    await access().profileOf(workspaceId, { accountId, handle: null, reads: 'reading' });
    expect(opened.map(({ spending }) => spending?.reads)).toEqual(['listening', 'reading']);
  });
});
