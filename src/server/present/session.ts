// The signed-in person as the interface needs them: who they are, where they are, where else they could be.
import { preferences, type SessionView } from '../../contract/views.ts';
import { AppError } from '../../domain/errors.ts';
import { asUser, inWorkspace } from '../../storage/database.ts';
import { membershipsOf } from '../../storage/team.ts';
import { findUser } from '../../storage/users.ts';
import { readWorkspaceRow } from '../../storage/workspace.ts';
import type { Services } from '../context.ts';
import { workspaceViewOf } from './settings.ts';

export interface SessionState {
  userId: string;
  workspaceId: string | null;
  csrfToken: string;
}

/** Reads a session's view afresh. A workspace the user no longer belongs to is not shown. */
export async function sessionViewOf(
  { db }: Pick<Services, 'db'>,
  session: SessionState,
): Promise<SessionView> {
  const user = await findUser(db, session.userId);
  if (user === undefined) throw new AppError('sign_in_required', 'This user is gone. Sign in again.');
  const memberships = await asUser(db, user.id, (trx) => membershipsOf(trx, user.id));
  const current = memberships.find(({ workspaceId }) => workspaceId === session.workspaceId);
  const workspace =
    current === undefined
      ? null
      : await inWorkspace(db, current.workspaceId, (trx) => readWorkspaceRow(trx, current.workspaceId));
  const kept = preferences.safeParse(user.preferences);
  return {
    user: {
      id: user.id,
      name: user.name,
      email: user.email,
      locale: user.locale,
      preferences: kept.success ? kept.data : preferences.parse({}),
    },
    workspace: workspace === null ? null : workspaceViewOf(workspace),
    role: current?.role ?? null,
    memberships,
    csrfToken: session.csrfToken,
  };
}
