// Joining the practice network: an account of ours there, the sources that listen to it, and a first story.
import type { Kysely } from 'kysely';
import type { Network } from '../networks/kit/network.ts';
import type { PracticeService } from '../networks/practice/service.ts';
import type { Actor } from '../server/ports.ts';
import { insertAccount } from '../storage/accounts.ts';
import type { Change } from '../storage/change.ts';
import { inWorkspace } from '../storage/database.ts';
import { lockToRenew, renewAccount } from '../storage/renewing.ts';
import type { SecretBox } from '../storage/secret-box.ts';
import { insertSource } from '../storage/sources.ts';
import type { Database } from '../storage/tables.ts';

export interface JoinDeps {
  db: Kysely<Database>;
  network: Network;
  world: { now(): number; newId(): string };
  box: SecretBox;
  /** The sources changed. */
  poke(): void;
}

/** The story a newcomer meets first: simple, friendly, soon answered. */
async function firstStory(
  deps: JoinDeps,
  service: PracticeService,
  workspaceId: string,
): Promise<string | null> {
  const locale = await localeOf(deps, workspaceId);
  const ready = (await service.listStories(workspaceId)).filter((story) => story.ready);
  const gentle = ready.find((story) => story.id === `${locale}-cannot-log-in`);
  return (gentle ?? ready.find((story) => story.lang === locale) ?? ready[0])?.id ?? null;
}

/** Makes our account there, listens to it, and lets a first story begin. The stories know our products by now. */
export async function joinPractice(
  deps: JoinDeps,
  service: PracticeService,
  { workspaceId, userId }: Actor,
  body: { brandId: string | null; handle?: string | undefined },
): Promise<{ accountId: string }> {
  const { company } = await service.settings(workspaceId);
  const handle = body.handle ?? handleFor(company);
  const connected = await deps.network.connect({ handle, displayName: company || handle, workspaceId });
  const at = new Date(deps.world.now()).toISOString();
  const change: Change = { workspaceId, actorId: userId, at };
  const id = deps.world.newId();
  const accountId = await inWorkspace(deps.db, workspaceId, async (trx) => {
    const { nativeId } = connected;
    const known = await lockToRenew(trx, { ...connected, network: 'practice' }, null);
    const account = known?.id ?? id;
    const secrets = deps.box.seal(connected.secrets, { workspaceId, table: 'account', rowId: account });
    if (known !== null) {
      await renewAccount(trx, change, known.id, { ...connected, avatarUrl: null, limits: null, secrets });
      return known.id;
    }
    const { server, displayName } = connected;
    const brandId = body.brandId;
    const row = { id, brandId, network: 'practice', server, nativeId, handle, displayName, avatarUrl: null };
    await insertAccount(trx, change, { ...row, secrets, limits: null });
    for (const [kind, owner] of [
      ['notifications', id],
      ['timeline', null],
    ] as const) {
      await listenOnce(trx, change, {
        id: deps.world.newId(),
        network: 'practice',
        kind,
        accountId: owner,
        config: {},
      });
    }
    return id;
  });
  deps.poke();
  const { pace } = await service.settings(workspaceId);
  if (pace === 'off') await service.configure(workspaceId, { pace: 'calm' });
  const story = await firstStory(deps, service, workspaceId);
  if (story !== null) await service.startStory(workspaceId, story);
  return { accountId };
}

/** Adds a source unless we listen there already. */
async function listenOnce(...[trx, change, source]: Parameters<typeof insertSource>): Promise<void> {
  const same = await trx
    .selectFrom('source')
    .select('id')
    .where('network', '=', source.network)
    .where('kind', '=', source.kind)
    .where((where) =>
      source.accountId === null
        ? where('account_id', 'is', null)
        : where('account_id', '=', source.accountId),
    )
    .where('removed_at', 'is', null)
    .executeTakeFirst();
  if (same === undefined) await insertSource(trx, change, source);
}

/** A handle made of the company's name, where it has letters for one. */
function handleFor(company: string): string {
  const letters = company
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/gu, '_')
    .replaceAll(/^_+|_+$/gu, '')
    .slice(0, 20);
  return letters.length >= 2 ? `${letters}_support` : 'our_support';
}

/** The language of the workspace's owner: the first story is told in it. */
async function localeOf(deps: JoinDeps, workspaceId: string): Promise<'ja' | 'en'> {
  const row = await inWorkspace(deps.db, workspaceId, (trx) =>
    trx
      .selectFrom('membership')
      .innerJoin('app_user', 'app_user.id', 'membership.user_id')
      .select('app_user.locale')
      .where('membership.role', '=', 'owner')
      .orderBy('membership.created_at')
      .limit(1)
      .executeTakeFirst(),
  );
  return row?.locale ?? 'en';
}
