// Finds out who asks: by session cookie or API token. What was found is believed for a second, or until told otherwise.
import type { Kysely } from 'kysely';
import type { Role } from '../../domain/access/policy.ts';
import { AppError } from '../../domain/errors.ts';
import { asUser, inWorkspace } from '../../storage/database.ts';
import type { Revocation } from '../../storage/revocations.ts';
import { findSession, touchSession } from '../../storage/sessions.ts';
import type { Database } from '../../storage/tables.ts';
import { findRole } from '../../storage/team.ts';
import { findToken, touchToken } from '../../storage/tokens.ts';
import { hashSecret, workspaceOfApiToken } from './secrets.ts';

export const sessionLimits = {
  idleMs: 14 * 24 * 60 * 60 * 1000,
  absoluteMs: 30 * 24 * 60 * 60 * 1000,
} as const;

/** How stale "last seen" may be: one write a minute and session, not one a request. */
const touchEveryMs = 60_000;
const believedForMs = 1_000;
const mostRemembered = 20_000;

export interface SessionCaller {
  kind: 'session';
  userId: string;
  name: string;
  workspaceId: string | null;
  /** Null where there is no workspace, or the user no longer belongs to it. */
  role: Role | null;
  tokenHash: Buffer;
  csrfToken: string;
  expiresAtMs: number;
}

export interface TokenCaller {
  kind: 'token';
  tokenId: string;
  name: string;
  workspaceId: string;
  role: Role;
  /** Whoever made the token. */
  madeBy: string;
}

export type Caller = SessionCaller | TokenCaller | { kind: 'nobody' };

export interface Credentials {
  cookie?: string | undefined;
  authorization?: string | undefined;
}

export interface Authenticator {
  /** A session cookie's or API token's owner; `nobody` for a cookie that is not good any more. */
  identify(credentials: Credentials): Promise<Caller>;
  /**
   * Whether these were good a little while ago. Who is, is let through where strangers of the same address were too many:
   * a whole office may share one.
   */
  wereGood(credentials: Credentials): boolean;
  /** Drops what is remembered of whom a revocation names. */
  forget(revocation: Revocation): void;
}

export interface AuthenticatorDeps {
  db: Kysely<Database>;
  now(): number;
}

/** Makes a process's authenticator. `identify` fails with `sign_in_required` for an API token that is not good. */
export function createAuthenticator(deps: AuthenticatorDeps): Authenticator {
  const memory = createMemory(() => deps.now());
  return {
    async identify({ cookie, authorization }) {
      if (authorization !== undefined) {
        const token = tokenOf(authorization);
        const workspaceId = workspaceOfApiToken(token);
        if (workspaceId === null) throw tokenRefused();
        const tokenHash = hashSecret(token);
        const caller = await memory.recall(`t${tokenHash.toString('hex')}`, () =>
          findTokenCaller(deps, workspaceId, tokenHash),
        );
        if (caller.kind === 'nobody') throw tokenRefused();
        return caller;
      }
      if (cookie === undefined || cookie === '') return { kind: 'nobody' };
      const tokenHash = hashSecret(cookie);
      return memory.recall(`s${tokenHash.toString('hex')}`, () => findSessionCaller(deps, tokenHash));
    },
    wereGood({ cookie, authorization }) {
      if (authorization !== undefined) {
        return memory.wasGood(`t${hashSecret(tokenOf(authorization)).toString('hex')}`);
      }
      return cookie !== undefined && memory.wasGood(`s${hashSecret(cookie).toString('hex')}`);
    },
    forget: (revocation) => memory.forget(revocation),
  };
}

function tokenOf(authorization: string): string {
  return /^Bearer +(\S+)$/i.exec(authorization)?.[1] ?? '';
}

function tokenRefused(): AppError {
  return new AppError('sign_in_required', 'This API token is not good: it was revoked or mistyped.', {
    where: 'header.Authorization',
  });
}

/** Who was found lately, so that a page's many requests cost one look. */
function createMemory(now: () => number) {
  const remembered = new Map<string, { caller: Caller; untilMs: number }>();
  let forgotten = 0;
  return {
    /** What is remembered stays a while after it is no longer believed. */
    wasGood: (key: string): boolean => remembered.has(key),
    async recall(key: string, find: () => Promise<Caller>): Promise<Caller> {
      const known = remembered.get(key);
      if (known !== undefined && known.untilMs > now()) return known.caller;
      const before = forgotten;
      const caller = await find();
      remembered.delete(key);
      // Whoever was found while somebody's rights changed may have been found as they were before.
      if (caller.kind === 'nobody' || forgotten !== before) return caller;
      // Oldest first out: the map keeps the order of insertion.
      if (remembered.size >= mostRemembered) {
        const oldest = remembered.keys().next();
        if (oldest.done !== true) remembered.delete(oldest.value);
      }
      remembered.set(key, { caller, untilMs: now() + believedForMs });
      return caller;
    },
    forget(revocation: Revocation): void {
      forgotten += 1;
      for (const [key, { caller }] of remembered) {
        if (concerns(revocation, caller)) remembered.delete(key);
      }
    },
  };
}

async function findSessionCaller({ db, now }: AuthenticatorDeps, tokenHash: Buffer): Promise<Caller> {
  const session = await findSession(db, tokenHash);
  if (session === undefined || session.disabledAt !== null) return { kind: 'nobody' };
  const nowMs = now();
  const lastSeenMs = Date.parse(session.lastSeenAt);
  const expiresAtMs = Date.parse(session.expiresAt);
  if (expiresAtMs <= nowMs || lastSeenMs + sessionLimits.idleMs <= nowMs) return { kind: 'nobody' };
  if (lastSeenMs + touchEveryMs <= nowMs) await touchSession(db, tokenHash, new Date(nowMs).toISOString());
  const { userId, workspaceId, userName, csrfToken } = session;
  const role =
    workspaceId === null ? undefined : await asUser(db, userId, (trx) => findRole(trx, workspaceId, userId));
  return {
    kind: 'session',
    userId,
    name: userName,
    workspaceId: role === undefined ? null : workspaceId,
    role: role ?? null,
    tokenHash,
    csrfToken,
    expiresAtMs,
  };
}

function findTokenCaller(
  { db, now }: AuthenticatorDeps,
  workspaceId: string,
  tokenHash: Buffer,
): Promise<Caller> {
  return inWorkspace(db, workspaceId, async (trx): Promise<Caller> => {
    const token = await findToken(trx, tokenHash);
    if (token === undefined) return { kind: 'nobody' };
    const nowMs = now();
    if (token.lastUsedAt === null || Date.parse(token.lastUsedAt) + touchEveryMs <= nowMs) {
      await touchToken(trx, token.id, new Date(nowMs).toISOString());
    }
    const { id: tokenId, name, role, createdBy: madeBy } = token;
    return { kind: 'token', tokenId, name, workspaceId, role, madeBy };
  });
}

/** Whether a revocation is about this caller. */
export function concerns(revocation: Revocation, caller: Caller): boolean {
  if (caller.kind === 'nobody') return false;
  if (caller.kind === 'token') return revocation.tokenId === caller.tokenId;
  if (revocation.sessionHash !== undefined) {
    return caller.tokenHash.toString('hex') === revocation.sessionHash;
  }
  if (revocation.userId !== caller.userId) return false;
  return revocation.workspaceId === undefined || revocation.workspaceId === caller.workspaceId;
}
