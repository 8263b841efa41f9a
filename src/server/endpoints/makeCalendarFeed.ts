// Makes the secret address of an account's calendar; it is shown this once, only its hash is kept.
import { insertCalendarFeed } from '../../storage/calendar-feeds.ts';
import { hashSecret, newWorkspaceToken } from '../auth/secrets.ts';
import { calendarAddress } from '../calendar.ts';
import type { MemberHandler } from '../context.ts';

export const makeCalendarFeed: MemberHandler<'makeCalendarFeed'> = async (ctx, { params }) => {
  const { services, actor, change } = ctx;
  const token = newWorkspaceToken(actor.workspaceId, services.randomBytes);
  const row = { id: services.newId(), accountId: params.id, tokenHash: hashSecret(token) };
  const feed = await ctx.inWorkspace((trx) => insertCalendarFeed(trx, change, row));
  return { feed, address: calendarAddress(services.config.publicUrl, token) };
};
