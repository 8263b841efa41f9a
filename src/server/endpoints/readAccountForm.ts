// Says where an account's contact form is, and which sites may show it.
import { readFormSettings } from '../../domain/webform/settings.ts';
import { readAccountToSpeak } from '../../storage/accounts.ts';
import { findForm } from '../../storage/webform.ts';
import type { MemberHandler } from '../context.ts';
import { formAddress } from '../webform/addresses.ts';

export const readAccountForm: MemberHandler<'readAccountForm'> = async (ctx, { params }) => {
  const { services, actor } = ctx;
  const found = await ctx.inWorkspace(async (trx) => {
    await readAccountToSpeak(trx, params.id);
    return findForm(trx, params.id);
  });
  if (found?.isHeard !== true) return { form: null };
  const { origins, keepDays } = readFormSettings(found.config);
  const of = { workspaceId: actor.workspaceId, accountId: params.id };
  return { form: { address: formAddress(services.config.publicUrl, of), origins, keepDays } };
};
