// Begins connecting by OAuth: keeps what finishing needs, sealed, and answers where the browser must go.
import { AppError } from '../../domain/errors.ts';
import { insertOAuthPending } from '../../storage/oauth-pending.ts';
import { expectBrand } from '../../storage/workspace.ts';
import { hashSecret, newWorkspaceToken } from '../auth/secrets.ts';
import { expectFields, expectNetwork, expectRenewable } from '../connect.ts';
import { expectPerson, type MemberHandler } from '../context.ts';
import { oauthRedirectUri, pendingPlace, sealPending } from '../oauth.ts';

const pendingForMs = 15 * 60 * 1000;

export const startOAuth: MemberHandler<'startOAuth'> = async (ctx, { body }) => {
  const { services, change, actor } = ctx;
  const { brandId, accountId } = body;
  const userId = expectPerson(actor);
  const network = expectNetwork(services, body.network);
  const way = network.manifest.connect.find(({ kind }) => kind === 'oauth');
  if (way === undefined) {
    throw new AppError('invalid_input', `${network.manifest.name} is connected in another way.`, {
      where: 'body.network',
    });
  }
  const fields = expectFields(way.fields, body.fields, 'body.fields');
  await ctx.inWorkspace(async (trx) => {
    if (brandId !== null) await expectBrand(trx, brandId);
    if (accountId !== null) await expectRenewable(trx, network, accountId);
  });
  const state = newWorkspaceToken(change.workspaceId, services.randomBytes);
  const stateHash = hashSecret(state);
  const started = await network.oauthStart({
    fields,
    redirectUri: oauthRedirectUri(services.config),
    state,
  });
  const pending = sealPending(
    services.secretBox,
    started.pending,
    pendingPlace(change.workspaceId, stateHash),
  );
  await ctx.inWorkspace((trx) =>
    insertOAuthPending(trx, change, stateHash, {
      userId,
      network: network.manifest.id,
      brandId,
      accountId,
      pending,
      expiresAt: new Date(ctx.nowMs + pendingForMs).toISOString(),
    }),
  );
  return { url: started.url };
};
