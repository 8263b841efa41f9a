// Begins to listen somewhere, as the network's manifest says one can.
import { AppError } from '../../domain/errors.ts';
import { readAccountToSpeak } from '../../storage/accounts.ts';
import { expectRoom } from '../../storage/room.ts';
import { insertSource } from '../../storage/sources.ts';
import { notFound } from '../../storage/versions.ts';
import { expectFields, expectNetwork } from '../connect.ts';
import type { MemberHandler } from '../context.ts';
import { readSourceView } from '../present/source.ts';
import { checkAddresses } from '../source-address.ts';

export const createSource: MemberHandler<'createSource'> = async (ctx, { body }) => {
  const { services, change } = ctx;
  const { manifest } = expectNetwork(services, body.network);
  const kind = manifest.sources.find((source) => source.kind === body.kind);
  if (kind === undefined) {
    throw new AppError('invalid_input', `${manifest.name} has no source of the kind "${body.kind}".`, {
      where: 'body.kind',
    });
  }
  if (kind.needsAccount && body.accountId === null) {
    throw new AppError('invalid_input', 'This source needs one of your connected accounts.', {
      where: 'body.accountId',
    });
  }
  const config = await checkAddresses(
    kind.fields,
    expectFields(kind.fields, body.config, 'body.config'),
    services.checkHost,
  );
  const id = services.newId();
  const source = await ctx.inWorkspace(async (trx) => {
    if (body.accountId !== null) {
      const account = await readAccountToSpeak(trx, body.accountId);
      if (account.network !== manifest.id) throw notFound('account on this network');
    }
    await expectRoom(trx, change.workspaceId, 'sources');
    await insertSource(trx, change, {
      id,
      network: manifest.id,
      kind: kind.kind,
      accountId: body.accountId,
      config,
      isOnlyOne: body.accountId !== null && kind.brings === 'inbound' && kind.hasParts !== true,
    });
    return readSourceView(trx, ctx.nowMs, id);
  });
  services.listening.sourcesChanged(change.workspaceId);
  return source;
};
