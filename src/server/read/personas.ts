// Reading personas as they are shown, and what a new version of one may name.
import type { PersonaView } from '../../contract/endpoints/personas.ts';
import { AppError } from '../../domain/errors.ts';
import { readPersona, type GuidelinePersona } from '../../domain/guideline/persona.ts';
import type { WorkspaceTransaction } from '../../storage/database.ts';
import { personaRows } from '../../storage/personas.ts';
import { memberRows } from '../../storage/team.ts';
import { notFound } from '../../storage/versions.ts';

export async function personaViews(trx: WorkspaceTransaction): Promise<PersonaView[]> {
  const rows = await personaRows(trx);
  return rows.map((row) => ({ ...row, definition: readPersona(row.definition) }));
}

/** Errors: not_found. */
export async function personaView(trx: WorkspaceTransaction, id: string): Promise<PersonaView> {
  const found = (await personaViews(trx)).find((row) => row.id === id);
  if (found === undefined) throw notFound('persona');
  return found;
}

/** Who answers for a persona and who speaks as it is on the team. Errors: not_found with the place. */
export async function expectMembers(
  trx: WorkspaceTransaction,
  { ownerId, speakers }: Pick<GuidelinePersona, 'ownerId' | 'speakers'>,
): Promise<void> {
  const members = new Set((await memberRows(trx)).map(({ userId }) => userId));
  if (ownerId === null || !members.has(ownerId)) {
    throw new AppError(
      'not_found',
      'Whoever answers for a persona is a member of the team: choose one of them.',
      { where: 'body.definition.ownerId' },
    );
  }
  const strangers = (speakers ?? []).filter((userId) => !members.has(userId));
  if (strangers.length > 0) {
    throw new AppError(
      'not_found',
      'Only members of the team may speak as a persona: take out who is none.',
      { where: 'body.definition.speakers', data: { userIds: strangers } },
    );
  }
}
