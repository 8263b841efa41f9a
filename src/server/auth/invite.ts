// Looks invites up by their token; one that is used, outdated, revoked or made up is all the same to a stranger.
import { AppError } from '../../domain/errors.ts';
import { inWorkspace } from '../../storage/database.ts';
import { findInvite, type InviteRow } from '../../storage/invites.ts';
import { readWorkspaceRow } from '../../storage/workspace.ts';
import type { OpenContext } from '../context.ts';
import { hashSecret, workspaceOfToken } from './secrets.ts';

export const inviteMs = 72 * 60 * 60 * 1000;

export function inviteInvalid(): AppError {
  return new AppError(
    'invite_invalid',
    'This invite was used, has run out, or was taken back. Ask for a new one.',
  );
}

/** Errors: `invite_invalid`. */
export async function expectInvite(
  { services, now }: OpenContext,
  token: string,
): Promise<{ workspaceId: string; workspaceName: string; invite: InviteRow }> {
  const workspaceId = workspaceOfToken(token);
  if (workspaceId === null) throw inviteInvalid();
  return inWorkspace(services.db, workspaceId, async (trx) => {
    const invite = await findInvite(trx, hashSecret(token), now, false);
    if (invite === undefined) throw inviteInvalid();
    const { name } = await readWorkspaceRow(trx, workspaceId);
    return { workspaceId, workspaceName: name, invite };
  });
}
