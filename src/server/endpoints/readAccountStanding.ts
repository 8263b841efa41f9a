// Says where a network is to call for an account, and asks the network how the account stands there.
import { may } from '../../domain/access/policy.ts';
import { readAccountToSpeak } from '../../storage/accounts.ts';
import type { MemberHandler } from '../context.ts';
import { webhookAddress } from '../webhooks.ts';

export const readAccountStanding: MemberHandler<'readAccountStanding'> = async (ctx, { params }) => {
  const { services, actor } = ctx;
  const { workspaceId } = actor;
  const { id: accountId } = params;
  const stored = await ctx.inWorkspace((trx) => readAccountToSpeak(trx, accountId));
  const network = services.networks.get(stored.network);
  if (network === undefined || stored.secrets === null)
    return { address: null, verifyToken: null, standing: null };
  const of = { network: stored.network, workspaceId, accountId };
  const address = network.receive === undefined ? null : webhookAddress(services.config.publicUrl, of);
  const secrets = services.secretBox.open(stored.secrets, {
    workspaceId,
    table: 'account',
    rowId: accountId,
  });
  const saveSecrets = (): Promise<void> => Promise.resolve();
  const account = { ...stored, secrets, saveSecrets };
  // Whoever may not set it up has no use for it.
  const mayChange = may(actor.role, 'account.change');
  const verifyToken = mayChange ? (network.question?.token?.(account) ?? null) : null;
  if (network.standing === undefined) return { address, verifyToken, standing: null };
  const { calls, messages, lacks } = await network.standing(account);
  const standing = {
    calls: calls === null ? null : { isHere: calls.address === address, isActive: calls.isActive },
    messages,
    ...(lacks === undefined ? {} : { lacks }),
  };
  return { address, verifyToken, standing };
};
