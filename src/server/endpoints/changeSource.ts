// Pauses, resumes or reconfigures a source; resuming continues where it stopped.
import { changeSourceRow, lockSource } from '../../storage/sources.ts';
import { expectFields } from '../connect.ts';
import type { MemberContext, MemberHandler } from '../context.ts';
import { readSourceView } from '../present/source.ts';
import { checkAddresses } from '../source-address.ts';

export const changeSource: MemberHandler<'changeSource'> = async (ctx, { params, body, ifMatch }) => {
  const { services, change } = ctx;
  // Names are looked up before the row is locked: nobody waits for a resolver.
  const checked = body.config === undefined ? null : await checkConfig(ctx, params.id, ifMatch, body.config);
  const source = await ctx.inWorkspace(async (trx) => {
    const current = await lockSource(trx, params.id, ifMatch);
    const config = checked ?? current.config;
    await changeSourceRow(trx, change, current, { active: body.active ?? current.active, config });
    return readSourceView(trx, ctx.nowMs, params.id);
  });
  services.listening.sourcesChanged(change.workspaceId);
  return source;
};

async function checkConfig(
  { services, inWorkspace }: MemberContext,
  id: string,
  ifMatch: number | null,
  entered: Record<string, string>,
): Promise<Record<string, string>> {
  const { network, kind } = await inWorkspace((trx) => lockSource(trx, id, ifMatch));
  const found = services.networks.get(network)?.manifest.sources.find((known) => known.kind === kind);
  const fields = found?.fields ?? [];
  return checkAddresses(fields, expectFields(fields, entered, 'body.config'), services.checkHost);
}
