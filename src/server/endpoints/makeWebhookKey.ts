// Makes the key that an account's webhooks are signed with; it is shown this once. The one before holds for another day.
import { AppError } from '../../domain/errors.ts';
import { withNewKey } from '../../domain/webhooks/keys.ts';
import { readAccountToSpeak, saveSecrets } from '../../storage/accounts.ts';
import { tell } from '../../storage/change.ts';
import { newSecret } from '../auth/secrets.ts';
import type { MemberHandler } from '../context.ts';
import { webhookAddress } from '../webhooks.ts';

export const makeWebhookKey: MemberHandler<'makeWebhookKey'> = async (ctx, { params }) => {
  const { services, actor, change, nowMs } = ctx;
  const { secretBox, networks, config } = services;
  const { workspaceId } = actor;
  const key = newSecret(services.randomBytes);
  const network = await ctx.inWorkspace(async (trx) => {
    // Of two keys at once both hold: the second comes after the first.
    await trx.selectFrom('account').select('id').where('id', '=', params.id).forNoKeyUpdate().execute();
    const account = await readAccountToSpeak(trx, params.id);
    const speaks = networks.get(account.network);
    if (speaks?.receive === undefined || speaks.signedWithOurKey !== true || account.secrets === null) {
      const text =
        speaks?.receive === undefined
          ? 'This account’s network does not call us, so it has no key.'
          : 'This account’s network signs its calls with a secret of its own. To change it, connect the account again.';
      throw new AppError('invalid_input', text, { where: 'path.id' });
    }
    const place = { workspaceId, table: 'account', rowId: params.id };
    const secrets = withNewKey(secretBox.open(account.secrets, place), key, nowMs);
    await saveSecrets(trx, account, secretBox.seal(secrets, place));
    await tell(trx, change, 'account.webhook_key_made', params.id);
    return account.network;
  });
  return { key, address: webhookAddress(config.publicUrl, { network, workspaceId, accountId: params.id }) };
};
