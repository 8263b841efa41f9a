// Moves a session into a workspace; streams of the workspace it leaves end.
import type { SessionView } from '../../contract/views.ts';
import { announceRevocation } from '../../storage/revocations.ts';
import { moveSession } from '../../storage/sessions.ts';
import type { UserContext } from '../context.ts';
import { sessionViewOf } from '../present/session.ts';

/** The caller must be a member of `workspaceId`. */
export async function moveSessionTo(
  { services, caller }: UserContext,
  workspaceId: string,
): Promise<SessionView> {
  const revocation = { ends: true, sessionHash: caller.tokenHash.toString('hex') };
  await services.db.transaction().execute(async (trx) => {
    await moveSession(trx, caller.tokenHash, workspaceId);
    await announceRevocation(trx, revocation);
  });
  services.applyRevocation(revocation);
  return sessionViewOf(services, { ...caller, workspaceId });
}
