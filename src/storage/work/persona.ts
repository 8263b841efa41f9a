// As whom an account speaks, as a reply is checked: the persona it points to, or the default, and the writer's initials.
import { sql } from 'kysely';
import { isOwned } from '../personas.ts';
import type { WorkScope } from './scope.ts';

export interface HeldPersona {
  /** As it was stored: it may be broken. */
  definition: unknown;
  /** Whether somebody answers for it who is on the team. */
  isOwned: boolean;
  /** The writer's; empty where they have none. */
  initials: string;
}

/** Null where the account points to none and there is no default. */
export async function readPersona(
  { trx, workspaceId }: WorkScope,
  accountId: string,
  writerId: string | null,
): Promise<HeldPersona | null> {
  const { rows } = await sql<HeldPersona>`
    select held.definition, ${isOwned} as "isOwned", coalesce(kept.initials, '') as initials
    from account
    join persona on persona.workspace_id = account.workspace_id and persona.removed_at is null
      and case when account.persona_id is null then persona.is_default else persona.id = account.persona_id end
    cross join lateral (
      select definition from persona_version as kept
      where kept.workspace_id = persona.workspace_id and kept.persona_id = persona.id
      order by version desc limit 1) as held
    left join persona_initials as kept on kept.workspace_id = persona.workspace_id
      and kept.persona_id = persona.id and kept.user_id = ${writerId}::uuid
    where account.workspace_id = ${workspaceId} and account.id = ${accountId}::uuid`.execute(trx);
  return rows[0] ?? null;
}
