// What tests of personas do in a scene: let the account speak as one that somebody answers for, and change who may.
import { addPersona, changePersona } from '../../../src/storage/personas.ts';
import { inWorkspace } from '../../../src/storage/database.ts';
import type { TestDatabase } from '../../harness/database.ts';
import type { Scene } from './scene.ts';

/** The tools of one test file; the scene is a new one for each test. */
export function createPersonaDesk(at: { database(): TestDatabase; scene(): Scene }) {
  let id = '';
  const changed = (part: { ownerId?: string | null; speakers?: readonly (string | null)[] | null }) => ({
    change: {
      workspaceId: at.scene().workspaceId,
      actorId: at.scene().actor.userId,
      at: new Date(at.scene().now()).toISOString(),
    },
    next: {
      definition: { name: 'りそにゃ', ownerId: at.scene().actor.userId, speakers: null, ...part },
      accountIds: [at.scene().accountId],
      isDefault: false,
      reason: 'As agreed.',
    },
  });

  /** The owner of the workspace answers for it, and everybody may speak as it. */
  async function givePersona(part: Parameters<typeof changed>[0] = {}): Promise<void> {
    id = at.scene().newId();
    const { change, next } = changed(part);
    await inWorkspace(at.database().db, at.scene().workspaceId, (trx) => addPersona(trx, change, id, next));
  }

  async function changeIt(part: Parameters<typeof changed>[0]): Promise<void> {
    const { change, next } = changed(part);
    await inWorkspace(at.database().db, at.scene().workspaceId, (trx) =>
      changePersona(trx, change, id, next, null),
    );
  }

  return { givePersona, changeIt };
}
