// What a snippet and an article have in common as rows: who made them, versions, an archive, whose they are, and no two alike for the same readers.
import { AppError } from '../domain/errors.ts';
import type { Change } from './change.ts';
import type { WorkspaceTransaction } from './database.ts';
import { isSqlState } from './failures.ts';
import { recentUses, unused, type UseCounts } from './starting-point-uses.ts';
import { expectVersion, notFound } from './versions.ts';

export interface PersonRef {
  id: string;
  name: string;
}

/** What is kept of each beside its words. */
export interface StartingPointRow {
  id: string;
  version: number;
  createdBy: PersonRef | null;
  createdAt: string;
  changedBy: PersonRef | null;
  changedAt: string;
  archivedAt: string | null;
  use: UseCounts;
}

/** What is kept of a version beside its words. */
export interface VersionRow {
  version: number;
  isArchived: boolean;
  changedBy: PersonRef | null;
  changedAt: string;
}

/** Beside those in use, so many that were put away are shown. */
export const mostShown = 1_000;
export const mostVersions = 50;

type Kind = 'snippet' | 'article';

const personOf = (id: string | null, name: string | null): PersonRef | null =>
  id === null || name === null ? null : { id, name };

interface MakerAndChanger {
  id: string;
  makerId: string | null;
  makerName: string | null;
  changerId: string | null;
  changerName: string | null;
}

/** Rows with the people named, and how each was used. */
export async function withUse<Row extends MakerAndChanger>(
  trx: WorkspaceTransaction,
  kind: Kind,
  rows: readonly Row[],
  { nowMs, only }: { nowMs: number; only: string | undefined },
) {
  const uses = await recentUses(trx, kind, { nowMs, only: only ?? null });
  return rows.map(({ makerId, makerName, changerId, changerName, ...row }) => ({
    ...row,
    createdBy: personOf(makerId, makerName),
    changedBy: personOf(changerId, changerName),
    use: uses.get(row.id) ?? unused,
  }));
}

/** Versions with the people named. */
export const withPeople = <Row extends { userId: string | null; userName: string | null }>(
  rows: readonly Row[],
) => rows.map(({ userId, userName, ...row }) => ({ ...row, changedBy: personOf(userId, userName) }));

/** The columns of a new one beside its words. */
export const newBy = ({ workspaceId, actorId, at }: Change, id: string) => ({
  workspace_id: workspaceId,
  id,
  created_by: actorId,
  created_at: at,
  changed_by: actorId,
  changed_at: at,
});

/** Locks it; the columns of its next version beside the words. Errors: `not_found`, `version_changed`. */
export async function nextVersion(
  trx: WorkspaceTransaction,
  kind: Kind,
  id: string,
  { actorId, at }: Change,
  { isArchived, ifMatch }: { isArchived: boolean; ifMatch: number | null },
) {
  const found = await trx
    .selectFrom(kind)
    .select(['version', 'archived_at'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  const { version, archived_at: archivedAt } = expectVersion(found, ifMatch, kind);
  return {
    version: version + 1,
    changed_by: actorId,
    changed_at: at,
    archived_at: isArchived ? (archivedAt ?? at) : null,
  };
}

/** The columns of a version that is kept, beside its words and whose they are. */
export const keptBy = (
  { workspaceId, actorId, at }: Change,
  { version, isArchived }: { version: number; isArchived: boolean },
) => ({ workspace_id: workspaceId, version, is_archived: isArchived, changed_by: actorId, changed_at: at });

/** Writes; where another one stands in its place already, refuses with what is taken and the field it is in. Errors: `already_exists`. */
export async function expectUntaken(
  taken: { says: string; where: string },
  write: () => Promise<unknown>,
): Promise<void> {
  try {
    await write();
  } catch (error) {
    if (!isSqlState(error, '23505')) throw error;
    throw new AppError('already_exists', taken.says, { where: taken.where });
  }
}

/** Refuses a brand or an account that is not of this workspace. Errors: `not_found`. */
export async function expectWhose(
  trx: WorkspaceTransaction,
  { brandId, accountId }: { brandId: string | null; accountId: string | null },
): Promise<void> {
  await expectBrand(trx, brandId);
  if (accountId !== null) {
    const account = await trx
      .selectFrom('account')
      .select('id')
      .where('id', '=', accountId)
      .where('removed_at', 'is', null)
      .executeTakeFirst();
    if (account === undefined) throw notFound('account');
  }
}

/** Refuses a brand that is not of this workspace. Errors: `not_found`. */
export async function expectBrand(trx: WorkspaceTransaction, brandId: string | null): Promise<void> {
  if (brandId === null) return;
  const brand = await trx.selectFrom('brand').select('id').where('id', '=', brandId).executeTakeFirst();
  if (brand === undefined) throw notFound('brand');
}
