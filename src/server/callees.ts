// The accounts that networks call, held opened for some seconds: a busy one must not ask the database for its keys at each call.
import { AppError } from '../domain/errors.ts';
import { readAccountToSpeak } from '../storage/accounts.ts';
import { readInWorkspace } from '../storage/database.ts';
import type { Services } from './context.ts';
import type { NetworkAccount } from './ports.ts';

/** Keys that were changed or taken back take nothing in this time either: whoever keeps a delivery compares them. */
const heldMs = 5_000;
const mostHeld = 1_000;

export type Callee = NetworkAccount & { network: string; sealed: Uint8Array };

export interface Callees {
  /** Runs `work` with the account, null where there is none. What it refuses is asked again of the keys as they are now. */
  with<T>(
    of: { workspaceId: string; accountId: string },
    on: {
      work(account: Callee | null): T;
      /** May throw: who guesses addresses and keys is not to cost the database anything. */
      beforeGuess(): void;
    },
  ): Promise<T>;
  /** What was held is read anew. */
  forget(of: { workspaceId: string; accountId: string }): void;
}

export function createCallees({ db, secretBox }: Pick<Services, 'db' | 'secretBox'>): Callees {
  const held = new Map<string, { account: Promise<Callee | null>; untilMs: number }>();

  async function read(workspaceId: string, accountId: string): Promise<Callee | null> {
    const row = await readInWorkspace(db, workspaceId, (trx) => readAccountToSpeak(trx, accountId)).catch(
      (error: unknown) => {
        if (error instanceof AppError && error.code === 'not_found') return null;
        throw error;
      },
    );
    if (row === null || row.secrets === null) return null;
    const { network, server, nativeId, handle } = row;
    const secrets = secretBox.open(row.secrets, { workspaceId, table: 'account', rowId: accountId });
    const { bytes: sealed } = row.secrets;
    const saveSecrets = (): Promise<void> => Promise.resolve();
    return { id: accountId, network, server, nativeId, handle, secrets, sealed, saveSecrets };
  }

  const nameOf = (of: { workspaceId: string; accountId: string }): string =>
    `${of.workspaceId} ${of.accountId}`;
  return {
    forget(of) {
      const known = held.get(nameOf(of));
      if (known !== undefined) known.untilMs = Number.NEGATIVE_INFINITY;
    },
    async with({ workspaceId, accountId }, { work, beforeGuess }) {
      const name = nameOf({ workspaceId, accountId });
      const known = held.get(name);
      if (known === undefined) beforeGuess();
      if (known !== undefined && known.untilMs > performance.now()) {
        try {
          return work(await known.account);
        } catch (error) {
          if (!(error instanceof AppError) || error.code !== 'sign_in_failed') throw error;
          beforeGuess();
        }
      }
      const account = read(workspaceId, accountId);
      held.delete(name);
      held.set(name, { account, untilMs: performance.now() + heldMs });
      account.catch(() => held.delete(name));
      if (held.size > mostHeld) for (const oldest of held.keys().take(1)) held.delete(oldest);
      return work(await account);
    },
  };
}
