// Changes the workspace's name or settings.
import { changeWorkspaceRow } from '../../storage/workspace.ts';
import type { MemberHandler } from '../context.ts';
import { expectTimeZone, workspaceViewOf } from '../present/settings.ts';

export const changeWorkspace: MemberHandler<'changeWorkspace'> = async (ctx, { body, ifMatch }) => {
  const { name, settings } = body;
  if (settings?.timeZone !== undefined) expectTimeZone(settings.timeZone, 'body.settings.timeZone');
  const given =
    settings && Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined));
  const row = await ctx.inWorkspace((trx) =>
    changeWorkspaceRow(trx, ctx.change, { name, settings: given }, ifMatch),
  );
  return workspaceViewOf(row);
};
