// What personas were before: each version with who, when and why, and what another persona took.
import { sql } from 'kysely';
import type { WorkspaceTransaction } from './database.ts';
import { notFound } from './versions.ts';

export interface PersonaVersionRow {
  version: number;
  definition: unknown;
  reason: string;
  changedBy: { id: string; name: string } | null;
  changedAt: string;
  /** Where this version is there because another persona took something from it, for that one's reason; else null. */
  lost: PersonaLoss | null;
}

/** What a persona lost to another one. */
export interface PersonaLoss {
  /** The persona that has it now. */
  toId: string;
  /** How many accounts. */
  accounts: number;
  isDefault: boolean;
}

const mostVersions = 20;

/** The newest twenty, newest first. Errors: not_found where there are none. */
export async function personaVersionRows(
  trx: WorkspaceTransaction,
  personaId: string,
): Promise<PersonaVersionRow[]> {
  const rows = await trx
    .selectFrom('persona_version as kept')
    .leftJoin('app_user', 'app_user.id', 'kept.changed_by')
    .select(
      sql<PersonaLoss | null>`(select event.data - 'version' from event
        where event.workspace_id = kept.workspace_id and event.subject_id = kept.persona_id
          and event.type = 'persona.lost' and (event.data ->> 'version')::int = kept.version limit 1)`.as(
        'lost',
      ),
    )
    .select([
      'kept.version',
      'kept.definition',
      'kept.reason',
      'kept.changed_at as changedAt',
      'app_user.id as userId',
      'app_user.name as userName',
    ])
    .where('kept.persona_id', '=', personaId)
    .orderBy('kept.version', 'desc')
    .limit(mostVersions)
    .execute();
  if (rows.length === 0) throw notFound('persona');
  return rows.map(({ userId, userName, ...row }) => ({
    ...row,
    changedBy: userId === null || userName === null ? null : { id: userId, name: userName },
  }));
}
