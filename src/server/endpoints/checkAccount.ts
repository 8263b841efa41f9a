// Asks the network now whether an account still works, and writes down what it said.
import { AppError } from '../../domain/errors.ts';
import { readAccountToSpeak, recordCheck, saveSecrets, type TokenCheck } from '../../storage/accounts.ts';
import type { MemberContext, MemberHandler } from '../context.ts';
import type { NetworkAccount, NetworkPort } from '../ports.ts';
import { readAccountView } from '../present/account.ts';

export const checkAccount: MemberHandler<'checkAccount'> = async (ctx, { params }) => {
  const { services } = ctx;
  const stored = await ctx.inWorkspace((trx) => readAccountToSpeak(trx, params.id));
  const network = services.networks.get(stored.network);
  if (network === undefined) {
    throw new AppError('network_unavailable', `This program does not speak ${stored.network} any more.`);
  }
  const place = { workspaceId: ctx.actor.workspaceId, table: 'account', rowId: stored.id };
  const secrets = stored.secrets === null ? {} : services.secretBox.open(stored.secrets, place);
  const check = await ask(network, {
    ...stored,
    secrets,
    saveSecrets: (renewed) =>
      ctx.inWorkspace((trx) => saveSecrets(trx, stored, services.secretBox.seal(renewed, place))),
  });
  return ctx.inWorkspace((trx) => writeDown(ctx, trx, stored, check));
};

/** A dead token is an answer; anything else that goes wrong is not. */
async function ask(network: NetworkPort, account: NetworkAccount): Promise<TokenCheck> {
  try {
    await network.keepAlive(account);
    return { state: 'ok', error: null, limits: await network.limits(account) };
  } catch (error) {
    if (!(error instanceof AppError) || error.class !== 'auth_dead') throw error;
    return { state: 'dead', error: error.message };
  }
}

async function writeDown(
  ctx: MemberContext,
  trx: Parameters<typeof recordCheck>[0],
  stored: { id: string; connection: number },
  check: TokenCheck,
) {
  await recordCheck(trx, ctx.change, stored, check);
  return readAccountView(trx, ctx.nowMs, ctx.services.networks, stored.id);
}
