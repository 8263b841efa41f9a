// What the parts of the practice network share: the store, the workspace a call belongs to, tokens, and faults.
import { createHash } from 'node:crypto';
import { AppError } from '../../domain/errors.ts';
import type { PracticePerson } from '../../domain/practice/records.ts';
import type { PracticeStore } from '../../domain/practice/store.ts';
import type { AccountSession, NetworkDeps } from '../kit/network.ts';
import type { Places } from './places.ts';

export interface PracticeContext {
  store: PracticeStore;
  deps: NetworkDeps;
  places: Places;
}

/**
 * The name under which the workspace comes in a source's config, in the fields of `connect`, and in an account's
 * secrets. The server puts it there; what a user enters under this name must be overwritten.
 */
export const workspaceField = 'workspaceId';

/** The workspace of an account or of a source's config. */
export function workspaceOf(account: AccountSession | null, config: Record<string, string>): string {
  const id = account?.secrets[workspaceField] ?? config[workspaceField];
  if (id !== undefined && id !== '') return id;
  throw new AppError(
    'internal',
    `The practice network was called without a workspace: put it into the source's config as "${workspaceField}".`,
    { where: workspaceField },
  );
}

export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** Checks that an account may still act, and hands its person back. Throws `account_token_dead`. */
export async function signedIn(
  { store }: PracticeContext,
  workspaceId: string,
  account: AccountSession,
): Promise<PracticePerson> {
  const person = await store.person(workspaceId, account.nativeId);
  const hash = person === null ? null : await store.tokenHash(workspaceId, person.id);
  const { token } = account.secrets as { token?: string };
  if (
    person === null ||
    person.goneAt !== null ||
    hash === null ||
    token === undefined ||
    hash !== hashToken(token)
  ) {
    throw new AppError(
      'account_token_dead',
      `The practice network does not accept the sign-in of @${account.handle} any more. Connect the account again.`,
    );
  }
  return person;
}

/**
 * Does `act` as the workspace's faults allow. Throws `network_rate_limited`, `network_unavailable`, and, when the
 * connection breaks after the deed, `send_fate_unknown` (publishing) or `network_unavailable` (reading).
 */
export async function throughFaults<T>(
  { store, deps }: PracticeContext,
  workspaceId: string,
  area: 'listen' | 'read' | 'publish',
  act: () => Promise<T>,
): Promise<T> {
  for (const fault of await store.faults(workspaceId)) {
    if ((fault.area !== 'all' && fault.area !== area) || fault.kind === 'malformed') continue;
    if (!(await store.hitFault(workspaceId, fault.id))) continue;
    switch (fault.kind) {
      case 'latency':
        await deps.sleep(fault.delayMs);
        break;
      case 'rate_limited':
        throw new AppError(
          'network_rate_limited',
          'The practice network was set to refuse calls (429). Wait, or take the fault away in the practice settings.',
          { retryAfterMs: fault.delayMs },
        );
      case 'unavailable':
        throw new AppError(
          'network_unavailable',
          'The practice network was set to be down (503). Wait, or take the fault away in the practice settings.',
        );
      case 'reset_after':
        await act();
        throw new AppError(
          area === 'publish' ? 'send_fate_unknown' : 'network_unavailable',
          'The practice network was set to break the connection before answering.',
        );
    }
  }
  return act();
}
