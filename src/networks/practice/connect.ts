// Connecting to the practice network: makes our account there, or signs in again to one of ours.
import { AppError } from '../../domain/errors.ts';
import { characters } from '../../domain/practice/people.ts';
import { handlePattern } from '../../domain/practice/text-parts.ts';
import type { Connected } from '../kit/network.ts';
import { hashToken, throughFaults, workspaceField, workspaceOf, type PracticeContext } from './context.ts';

const displayNameMax = 64;

/**
 * `fields`: `handle`, `displayName`, and the workspace put in by the server. Signing in again to an account ends its
 * earlier session. Throws `network_rejected` naming the field.
 */
export async function connect(context: PracticeContext, fields: Record<string, string>): Promise<Connected> {
  const workspaceId = workspaceOf(null, fields);
  const handle = (fields['handle'] ?? '').trim().replace(/^@/u, '').toLowerCase();
  const displayName = (fields['displayName'] ?? '').trim() || handle;
  if (!handlePattern.test(handle)) {
    throw refused('handle', 'A handle has 2 to 30 letters a–z, digits or _ (for example minamo_support).');
  }
  if (displayName.length > displayNameMax) {
    throw refused('displayName', `A display name has at most ${displayNameMax} characters.`);
  }
  return throughFaults(context, workspaceId, 'read', async () => {
    const personId = await join(context, workspaceId, handle, displayName);
    const token = `${context.deps.randomId()}-${context.deps.randomId()}`;
    await context.store.setTokenHash(workspaceId, personId, hashToken(token));
    return {
      server: 'practice',
      nativeId: personId,
      handle,
      displayName,
      secrets: { [workspaceField]: workspaceId, token },
    };
  });
}

async function join(
  { store, deps }: PracticeContext,
  workspaceId: string,
  handle: string,
  displayName: string,
): Promise<string> {
  const at = new Date(deps.now()).toISOString();
  const known = await store.personByHandle(workspaceId, handle);
  if (known?.kind === 'account' && known.goneAt === null) {
    if (known.displayName !== displayName)
      await store.changePerson(workspaceId, known.id, { displayName }, at);
    return known.id;
  }
  const added =
    known !== null || characters.some((character) => character.handle === handle)
      ? null
      : await store.addPerson(workspaceId, {
          kind: 'account',
          handle,
          displayName,
          bio: '',
          lang: 'en',
          voice: null,
          dmOpen: true,
          followers: 0,
          at,
        });
  if (added === null)
    throw refused('handle', `@${handle} is taken on the practice network. Choose another handle.`);
  return added.id;
}

function refused(where: string, message: string): AppError {
  return new AppError('network_rejected', message, { where });
}
