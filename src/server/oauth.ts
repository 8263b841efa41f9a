// The way back of OAuth: the network sends the browser here, and the account is kept for the session that began it.
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { may } from '../domain/access/policy.ts';
import { AppError } from '../domain/errors.ts';
import { inWorkspace } from '../storage/database.ts';
import { takeOAuthPending } from '../storage/oauth-pending.ts';
import type { SecretBox, SecretPlace } from '../storage/secret-box.ts';
import { cookieName } from './auth/cookies.ts';
import { hashSecret, workspaceOfToken } from './auth/secrets.ts';
import { expectNetwork, keepAccount } from './connect.ts';
import type { Services } from './context.ts';
import type { ServerConfig } from './deps.ts';
import { asAppError } from './problems.ts';

const callbackPath = '/oauth/callback';

export function oauthRedirectUri({ publicUrl }: Pick<ServerConfig, 'publicUrl'>): string {
  return `${publicUrl}${callbackPath}`;
}

export function pendingPlace(workspaceId: string, stateHash: Buffer): SecretPlace {
  return { workspaceId, table: 'oauth_pending', rowId: stateHash.toString('hex') };
}

/** One column holds all: the key's id, a zero, the sealed bytes. */
export function sealPending(box: SecretBox, pending: Record<string, string>, place: SecretPlace): Buffer {
  const { bytes, keyId } = box.seal(pending, place);
  return Buffer.concat([Buffer.from(`${keyId}\0`, 'utf8'), bytes]);
}

function openPending(box: SecretBox, stored: Buffer, place: SecretPlace): Record<string, string> {
  const end = stored.indexOf(0);
  const keyId = stored.subarray(0, end).toString('utf8');
  return box.open({ bytes: stored.subarray(end + 1), keyId }, place);
}

/** Registers the address networks send the browser back to; it always ends on the accounts page, told how it went. */
export function registerOAuthCallback(app: FastifyInstance, services: Services): void {
  app.get(callbackPath, { config: { operation: 'oauthCallback' } }, async (request, reply) => {
    let outcome: string;
    try {
      outcome = `connected=${await finishOAuth(services, request)}`;
    } catch (error) {
      const failure = asAppError(error);
      const level = failure.class === 'bug' ? 'error' : 'info';
      services.log[level]({ err: error, code: failure.code }, 'connecting by OAuth did not work');
      // Which account it is, so that the page can offer to renew it.
      const id = failure.code === 'already_exists' ? failure.data?.['id'] : undefined;
      outcome = `problem=${failure.code}${typeof id === 'string' ? `&account=${id}` : ''}`;
    }
    return reply.header('cache-control', 'no-store').redirect(`/accounts?${outcome}`, 303);
  });
}

async function finishOAuth(services: Services, request: FastifyRequest): Promise<string> {
  const params: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.query as Record<string, unknown>)) {
    if (typeof value === 'string') params[name] = value;
  }
  const workspaceId = workspaceOfToken(params['state'] ?? '');
  const caller = await services.authenticator.identify({
    cookie: request.cookies[cookieName(services.secureCookies)],
  });
  if (caller.kind !== 'session') throw new AppError('sign_in_required', 'Sign in and connect again.');
  if (workspaceId === null || caller.workspaceId !== workspaceId || caller.role === null)
    throw stateInvalid();
  if (!may(caller.role, 'account.change')) throw new AppError('not_allowed', 'You may not connect accounts.');

  const nowMs = services.now();
  const at = new Date(nowMs).toISOString();
  const stateHash = hashSecret(params['state'] ?? '');
  const pending = await inWorkspace(services.db, workspaceId, (trx) => takeOAuthPending(trx, stateHash, at));
  // Begun by somebody else: a foreign account must not slip into this person's hands, nor theirs into another's.
  if (pending === undefined || pending.userId !== caller.userId) throw stateInvalid();

  // RFC 6749, 4.1.2.1: the one answer that says that a person, not a program, said no.
  if (params['error'] === 'access_denied') {
    throw new AppError('oauth_denied', 'It was not allowed on the network’s page. Nothing was connected.');
  }
  const network = expectNetwork(services, pending.network);
  const connected = await network.oauthFinish({
    pending: openPending(services.secretBox, pending.pending, pendingPlace(workspaceId, stateHash)),
    params,
    redirectUri: oauthRedirectUri(services.config),
  });
  const change = { workspaceId, actorId: caller.userId, at };
  const { brandId, accountId } = pending;
  return keepAccount(services, change, { network, connected, brandId, accountId });
}

function stateInvalid(): AppError {
  return new AppError('oauth_lapsed', 'This sign-in was not begun here, or took too long. Begin again.', {
    where: 'query.state',
  });
}
