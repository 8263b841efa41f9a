// Connects an account by what was entered, and listens to what comes to it.
import { AppError } from '../../domain/errors.ts';
import { expectBrand } from '../../storage/workspace.ts';
import { expectFields, expectNetwork, keepAccount } from '../connect.ts';
import type { MemberHandler } from '../context.ts';
import { readAccountView } from '../present/account.ts';

export const connectAccount: MemberHandler<'connectAccount'> = async (ctx, { body }) => {
  const { services, change } = ctx;
  const { brandId } = body;
  const network = expectNetwork(services, body.network);
  const way = network.manifest.connect.find(({ kind }) => kind === 'secret');
  if (way === undefined) {
    throw new AppError('invalid_input', `${network.manifest.name} is connected in another way.`, {
      where: 'body.network',
    });
  }
  const fields = expectFields(way.fields, body.fields, 'body.fields');
  if (brandId !== null) await ctx.inWorkspace((trx) => expectBrand(trx, brandId));
  const connected = await network.connect(fields);
  const id = await keepAccount(services, change, { network, connected, brandId });
  return ctx.inWorkspace((trx) => readAccountView(trx, ctx.nowMs, services.networks, id));
};
