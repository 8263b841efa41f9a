// Pauses, resumes or reconfigures a source; resuming continues where it stopped.
import { changeSourceRow, lockSource } from '../../storage/sources.ts';
import { expectFields } from '../connect.ts';
import type { MemberHandler } from '../context.ts';
import { readSourceView } from '../present/source.ts';

export const changeSource: MemberHandler<'changeSource'> = async (ctx, { params, body, ifMatch }) => {
  const { services, change } = ctx;
  const source = await ctx.inWorkspace(async (trx) => {
    const current = await lockSource(trx, params.id, ifMatch);
    const kind = services.networks
      .get(current.network)
      ?.manifest.sources.find((known) => known.kind === current.kind);
    const config =
      body.config === undefined
        ? current.config
        : expectFields(kind?.fields ?? [], body.config, 'body.config');
    await changeSourceRow(trx, change, current, { active: body.active ?? current.active, config });
    return readSourceView(trx, ctx.nowMs, params.id);
  });
  services.listening.sourcesChanged(change.workspaceId);
  return source;
};
