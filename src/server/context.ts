// What a handler is given besides its input: who asks, what time it is, and the services it may use.
import type { EndpointName } from '../contract/endpoints.ts';
import { inWorkspace, type WorkspaceTransaction } from '../storage/database.ts';
import type { Change } from '../storage/change.ts';
import type { Revocation } from '../storage/revocations.ts';
import { AppError } from '../domain/errors.ts';
import type { Authenticator, Caller, SessionCaller } from './auth/authenticate.ts';
import type { Strangers } from './auth/strangers.ts';
import type { Passwords } from './auth/passwords.ts';
import type { ServerDeps } from './deps.ts';
import type { Presence } from './live/presence.ts';
import type { Actor, AnswerOf, InputOf } from './ports.ts';
import type { FittingArticles } from './fitting-articles.ts';
import type { SimilarCases } from './similar-cases.ts';

/** Made once per server, shared by all requests. */
export interface Services extends ServerDeps {
  passwords: Passwords;
  authenticator: Authenticator;
  strangers: Strangers;
  presence: Presence;
  similarCases: SimilarCases;
  fittingArticles: FittingArticles;
  secureCookies: boolean;
  /** Applies a revocation in this process at once; the others hear of it by the announcement. */
  applyRevocation(revocation: Revocation): void;
}

/** What a handler may do to the reply besides answering. */
export interface ReplyTools {
  setCookie(name: string, value: string, maxAgeSeconds: number): void;
  clearCookie(name: string): void;
}

interface BaseContext {
  services: Services;
  /** The time of the request. */
  nowMs: number;
  now: string;
  address: string;
  userAgent: string;
  /** Aborted when whoever asked has gone. */
  signal: AbortSignal;
  reply: ReplyTools;
}

/** For operations that anyone may ask for. */
export interface OpenContext extends BaseContext {
  caller: Caller;
}

/** For operations of a signed-in person, in whatever workspace. */
export interface UserContext extends BaseContext {
  caller: SessionCaller;
}

/** For operations inside a workspace. */
export interface MemberContext extends BaseContext {
  caller: Exclude<Caller, { kind: 'nobody' }>;
  actor: Actor;
  /** What a change made by this request is signed with. */
  change: Change;
  /** A transaction that sees this workspace only. */
  inWorkspace<T>(work: (trx: WorkspaceTransaction) => Promise<T>): Promise<T>;
}

export type OpenHandler<N extends EndpointName> = (
  ctx: OpenContext,
  input: InputOf<N>,
) => Promise<AnswerOf<N>>;
export type UserHandler<N extends EndpointName> = (
  ctx: UserContext,
  input: InputOf<N>,
) => Promise<AnswerOf<N>>;
export type MemberHandler<N extends EndpointName> = (
  ctx: MemberContext,
  input: InputOf<N>,
) => Promise<AnswerOf<N>>;

/** The member's context of a caller whose role is known. */
export function memberContext(
  base: BaseContext,
  caller: Exclude<Caller, { kind: 'nobody' }>,
  workspaceId: string,
  actor: Actor,
): MemberContext {
  return {
    ...base,
    caller,
    actor,
    change: { workspaceId, actorId: actor.userId, at: base.now },
    inWorkspace: (work) => inWorkspace(base.services.db, workspaceId, work),
  };
}

/** The person who acts, for what must be signed by one. Errors: `not_allowed` for an API token. */
export function expectPerson(actor: Actor): string {
  if (actor.userId !== null) return actor.userId;
  throw new AppError('not_allowed', 'Only a person can do this, not an API token. Sign in to do it.');
}
