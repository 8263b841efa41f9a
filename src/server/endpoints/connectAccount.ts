// Connects an account by what was entered, and listens to what comes to it; or gives one that is connected new secrets.
import { AppError } from '../../domain/errors.ts';
import { expectBrand } from '../../storage/workspace.ts';
import { expectFields, expectNetwork, expectRenewable, keepAccount } from '../connect.ts';
import type { MemberHandler } from '../context.ts';
import { readAccountView } from '../present/account.ts';

export const connectAccount: MemberHandler<'connectAccount'> = async (ctx, { body }) => {
  const { services, change } = ctx;
  const { brandId, accountId } = body;
  const network = expectNetwork(services, body.network);
  const way = network.manifest.connect.find(({ kind }) => kind === 'secret');
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
  const connected = await network.connect(fields);
  const id = await keepAccount(services, change, { network, connected, brandId, accountId });
  return ctx.inWorkspace((trx) => readAccountView(trx, ctx.nowMs, services.networks, id));
};
