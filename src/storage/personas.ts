// Personas in versions that are never changed, the accounts that speak as each, and how each member signs as it.
import { sql } from 'kysely';
import { AppError } from '../domain/errors.ts';
import { tell, type Change } from './change.ts';
import type { WorkspaceTransaction } from './database.ts';
import type { PersonaLoss } from './persona-versions.ts';
import { expectVersion, notFound } from './versions.ts';
import { storableJson, storableText } from './work/json.ts';

export interface PersonaRow {
  id: string;
  version: number;
  isDefault: boolean;
  /** As it was stored: it may be broken, and is read where it is used. */
  definition: unknown;
  /** Whether the member who answers for it is on the team and can sign in. */
  isOwned: boolean;
  accountIds: string[];
  initials: { userId: string; initials: string }[];
}

/** Whoever answers for a persona is a member, and one who can sign in. */
export const isOwned = sql<boolean>`exists (
  select 1 from membership join app_user on app_user.id = membership.user_id
  where membership.workspace_id = persona.workspace_id and membership.removed_at is null
    and app_user.disabled_at is null and membership.user_id::text = held.definition ->> 'ownerId')`;

/** The personas that were not removed, each with the version that holds, the default first and then the oldest. */
export async function personaRows(trx: WorkspaceTransaction): Promise<PersonaRow[]> {
  const { rows } = await sql<PersonaRow>`
    select persona.id, held.version, persona.is_default as "isDefault", held.definition,
      ${isOwned} as "isOwned",
      array(select account.id from account
        where account.workspace_id = persona.workspace_id and account.persona_id = persona.id
          and account.removed_at is null order by account.id) as "accountIds",
      coalesce((select jsonb_agg(jsonb_build_object('userId', kept.user_id, 'initials', kept.initials) order by kept.user_id)
        from persona_initials as kept join membership on membership.workspace_id = kept.workspace_id
          and membership.user_id = kept.user_id and membership.removed_at is null
        where kept.workspace_id = persona.workspace_id and kept.persona_id = persona.id), '[]') as initials
    from persona
    cross join lateral (
      select version, definition from persona_version as kept
      where kept.workspace_id = persona.workspace_id and kept.persona_id = persona.id
      order by version desc limit 1) as held
    where persona.removed_at is null
    order by persona.is_default desc, persona.id`.execute(trx);
  return rows;
}

/** Locks a persona. Errors: not_found, version_changed. */
async function lockPersona(
  trx: WorkspaceTransaction,
  id: string,
  ifMatch: number | null,
): Promise<{ version: number; isDefault: boolean }> {
  const row = await trx
    .selectFrom('persona')
    .select('is_default as isDefault')
    .where('id', '=', id)
    .where('removed_at', 'is', null)
    .forUpdate()
    .executeTakeFirst();
  if (row === undefined) throw notFound('persona');
  const { version } = await trx
    .selectFrom('persona_version')
    .select('version')
    .where('persona_id', '=', id)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow();
  return expectVersion({ version, ...row }, ifMatch, 'persona');
}

export interface PersonaChange {
  definition: object;
  accountIds: readonly string[];
  isDefault: boolean;
  reason: string;
}

/** Keeps a new persona as its first version. Errors: not_found for an account of nobody. */
export async function addPersona(
  trx: WorkspaceTransaction,
  change: Change,
  id: string,
  next: PersonaChange,
): Promise<void> {
  await takeTurn(trx, change);
  await trx
    .insertInto('persona')
    .values({ workspace_id: change.workspaceId, id, created_at: change.at, removed_at: null })
    .execute();
  await keep(trx, change, id, 1, next);
}

/** Keeps the next version. Errors: not_found, version_changed. */
export async function changePersona(
  trx: WorkspaceTransaction,
  change: Change,
  id: string,
  next: PersonaChange,
  ifMatch: number | null,
): Promise<void> {
  await takeTurn(trx, change);
  const { version } = await lockPersona(trx, id, ifMatch);
  await keep(trx, change, id, version + 1, next);
}

/** Personas take accounts and the default from each other: who changes one waits for whoever changes another. */
async function takeTurn(trx: WorkspaceTransaction, { workspaceId }: Change): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`persona ${workspaceId}`}, 0))`.execute(trx);
}

/**
 * A persona that loses accounts or the default to another has a next version too, as it was otherwise: whoever has it open
 * would take them back without a word. Its reason is the other one's, and an event says what it lost to which.
 */
async function noteLosses(
  trx: WorkspaceTransaction,
  change: Change,
  id: string,
  { accountIds, isDefault, reason }: PersonaChange,
): Promise<void> {
  const { rows } = await sql<{ id: string; version: number; accounts: number; isDefault: boolean }>`
    with losing as (
      select persona.workspace_id, persona.id, persona.is_default and ${isDefault} as "isDefault",
        (select count(*)::int from account
          where account.persona_id = persona.id and account.id = any(${[...accountIds]}::uuid[])) as accounts
      from persona where persona.id <> ${id} and persona.removed_at is null
    ), kept as (
      insert into persona_version (workspace_id, persona_id, version, definition, reason, changed_by, changed_at)
      select distinct on (held.persona_id)
        held.workspace_id, held.persona_id, held.version + 1, held.definition, ${storableText(reason)},
        ${change.actorId}::uuid, ${change.at}::timestamptz
      from persona_version as held
      join losing on losing.workspace_id = held.workspace_id and losing.id = held.persona_id
      where losing.accounts > 0 or losing."isDefault"
      order by held.persona_id, held.version desc
      returning persona_id, version
    )
    select losing.id, kept.version, losing.accounts, losing."isDefault"
    from kept join losing on losing.id = kept.persona_id order by losing.id`.execute(trx);
  for (const { id: loser, version, ...lost } of rows) {
    await tell(trx, change, 'persona.lost', loser, { version, toId: id, ...lost } satisfies PersonaLoss & {
      version: number;
    });
  }
}

async function keep(
  trx: WorkspaceTransaction,
  change: Change,
  id: string,
  version: number,
  next: PersonaChange,
): Promise<void> {
  const { definition, accountIds, isDefault, reason } = next;
  const { workspaceId, actorId, at } = change;
  await noteLosses(trx, change, id, next);
  await trx
    .insertInto('persona_version')
    .values({
      workspace_id: workspaceId,
      persona_id: id,
      version,
      definition: storableJson(definition),
      reason: storableText(reason),
      changed_by: actorId,
      changed_at: at,
    })
    .execute();
  if (isDefault) {
    await trx
      .updateTable('persona')
      .set({ is_default: false })
      .where('is_default', '=', true)
      .where('id', '<>', id)
      .execute();
  }
  await trx.updateTable('persona').set({ is_default: isDefault }).where('id', '=', id).execute();
  await trx
    .updateTable('account')
    .set({ persona_id: null })
    .where('persona_id', '=', id)
    .where((where) => (accountIds.length === 0 ? where.lit(true) : where('id', 'not in', [...accountIds])))
    .execute();
  if (accountIds.length > 0) {
    const pointed = await trx
      .updateTable('account')
      .set({ persona_id: id })
      .where('id', 'in', [...accountIds])
      .where('removed_at', 'is', null)
      .returning('id')
      .execute();
    if (pointed.length !== new Set(accountIds).size) throw notFound('account');
  }
  await tell(trx, change, 'persona.changed', id, { version, accountIds: [...accountIds], isDefault });
}

/** Takes a persona away that no account speaks as; its versions stay. Errors: not_found, transition_refused. */
export async function removePersona(trx: WorkspaceTransaction, change: Change, id: string): Promise<void> {
  const { isDefault } = await lockPersona(trx, id, null);
  const speaking = await trx
    .selectFrom('account')
    .select('id')
    .where('persona_id', '=', id)
    .where('removed_at', 'is', null)
    .limit(1)
    .executeTakeFirst();
  if (isDefault || speaking !== undefined) {
    throw new AppError(
      'transition_refused',
      'Accounts speak as this persona. Give them another one first, and the default to another.',
      { where: 'id' },
    );
  }
  await trx.updateTable('persona').set({ removed_at: change.at }).where('id', '=', id).execute();
  await tell(trx, change, 'persona.removed', id);
}

/** Tells of the personas that a member answered for, once they are off the team. */
export async function tellOwnerless(
  trx: WorkspaceTransaction,
  change: Change,
  userId: string,
): Promise<void> {
  for (const { id, definition, isOwned: owned } of await personaRows(trx)) {
    const isTheirs =
      typeof definition === 'object' &&
      definition !== null &&
      'ownerId' in definition &&
      definition.ownerId === userId;
    if (isTheirs && !owned) await tell(trx, change, 'persona.ownerless', id, { userId });
  }
}

/** How a member signs as a persona; empty takes it away. Errors: not_found. */
export async function setInitials(
  trx: WorkspaceTransaction,
  change: Change,
  id: string,
  { userId, initials }: { userId: string; initials: string },
): Promise<void> {
  await lockPersona(trx, id, null);
  const kept = { workspace_id: change.workspaceId, persona_id: id, user_id: userId };
  if (initials === '') {
    await trx
      .deleteFrom('persona_initials')
      .where('persona_id', '=', id)
      .where('user_id', '=', userId)
      .execute();
  } else {
    const text = storableText(initials);
    await trx
      .insertInto('persona_initials')
      .values({ ...kept, initials: text })
      .onConflict((conflict) =>
        conflict.columns(['workspace_id', 'persona_id', 'user_id']).doUpdateSet({ initials: text }),
      )
      .execute();
  }
  await tell(trx, change, 'persona.initials', id, { userId });
}
